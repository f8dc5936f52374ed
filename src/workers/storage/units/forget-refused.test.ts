import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { Journal } from '../journal/journal.ts';
import { createAwayFixture, untilBack } from '../testing/away-fixture.ts';
import { awayRigs } from '../testing/away-rigs.ts';
import { sendMessage } from './send-message.ts';

for (const rig of awayRigs)
  test(`${rig.name}: once every refused write is forgotten, storage is healthy again`, {
    skip: rig.skip,
  }, async (t) => {
    const { folder, start } = await createAwayFixture(t, rig);
    const journal = new Journal(nodeDisk.open(`${folder}/journal.db`), 'feedbeef');
    const lost = { unit: sendMessage, input: {}, correlationId: 'cause', acceptedMs: 5, outcome: undefined };
    journal.append(
      [1, 2].map((at) => ({ ...lost, name: `unit ${at} of another version` })),
      null,
    );
    journal.close();
    const storage = await start();
    await untilBack(storage);
    const { client } = storage;
    assert.equal((await client.health()).status, 'Degraded');
    const refused = await client.refusedWrites({ max: 100 });
    assert.deepEqual(
      refused.map(({ writer, number, unit, correlationId }) => [writer, number, unit, correlationId]),
      [
        ['feedbeef', 1, 'unit 1 of another version', 'cause'],
        ['feedbeef', 2, 'unit 2 of another version', 'cause'],
      ],
    );
    assert.equal(await client.forgetRefused({ writes: [{ writer: 'feedbeef', number: 1 }] }), 1);
    assert.deepEqual([(await client.health()).refused, (await client.health()).status], [1, 'Degraded']);
    const all = refused.map(({ writer, number }) => ({ writer, number }));
    assert.equal(await client.forgetRefused({ writes: all }), 1);
    assert.deepEqual([(await client.health()).refused, (await client.health()).status], [0, 'Healthy']);
    assert.deepEqual(await client.refusedWrites({ max: 100 }), []);
  });
