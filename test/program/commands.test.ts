// What commands ask of the running program over its control socket, answered by the program itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openControlClient } from '../../src/cli/control-client.ts';
import { systemClock } from '../../src/core/clock.ts';
import { cleanUp, startZapflow } from './zapflow.ts';

test('the program knows every command about its database', async (t) => {
  const run = startZapflow(['start']);
  t.after(() => cleanUp(run));
  await run.line(({ msg }) => /^(ready|started degraded)/.test(msg));
  const client = await openControlClient(run.dataDir, systemClock);
  t.after(() => client.close());
  const file = `${run.dataDir}/mine.db`;
  assert.equal(await client.request('cancelBackup', { file }), false, 'none is under way');
  const { isNoted } = (await client.request('backup', { file, isForced: false })) as { isNoted: boolean };
  assert.equal(isNoted, true);
  const { away, engine } = (await client.request('databaseStatus')) as { away: null; engine: string };
  assert.deepEqual([away, engine], [null, 'sqlite']);
  assert.deepEqual(await client.request('parkedMessages'), []);
  assert.deepEqual(await client.request('refusedWrites'), []);
});
