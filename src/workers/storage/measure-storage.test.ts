import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alert,
  codeOf,
  createAwayFixture,
  deposit,
  untilDegraded,
  untilHealthy,
} from './testing/away-fixture.ts';
import { awayRigs } from './testing/away-rigs.ts';

for (const rig of awayRigs)
  test(`what is journaled or refused while ${rig.name} is away does not count as committed`, {
    skip: rig.skip,
  }, async (t) => {
    const { server, start } = await createAwayFixture(t, rig);
    const { client, counted } = await start();
    const commits = () => counted.get('zapflow_storage_commits');
    await client.changeBalance(deposit('d1', '10'));
    assert.equal(commits(), 1);
    await server.stop();
    await untilDegraded({ client });
    const before = commits();
    await client.sendMessage(alert('journaled'));
    assert.equal(await client.changeBalance(deposit('d2')).catch(codeOf), 'DATABASE_AWAY');
    assert.equal(commits(), before);
    await server.start();
    await untilHealthy({ client });
    await client.changeBalance(deposit('d2'));
    assert.equal(commits(), (before ?? 0) + 1);
  });
