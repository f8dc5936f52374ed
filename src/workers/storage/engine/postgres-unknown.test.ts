// The connection is cut while PostgreSQL commits: everyone is told what became of it, and nothing is done twice.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import {
  alert,
  codeOf,
  createAwayFixture,
  deposit,
  keysOf,
  untilDegraded,
  untilHealthy,
} from '../testing/away-fixture.ts';
import { awayRigs } from '../testing/away-rigs.ts';

/** A transaction takes everything that waits, however slow the machine is. */
const unhurried = { ...systemClock, monotonicMs: () => 0 };

for (const rig of awayRigs) {
  describe(`a commit on ${rig.name} that is never answered`, { skip: rig.skip }, () => {
    test('was done: callers are told so, journaled writes of it are not repeated', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      const { client } = await start({ databaseUrl: server.cutUrl, clock: unhurried });
      await client.sendMessage(alert('before'));
      server.cutNextCommit('kept');
      const answers = [
        client.sendMessage(alert('one')),
        client.changeBalance(deposit('d1', '7')),
        client.closeReservation({ id: 'none', spent: '0' }).catch(codeOf),
        client.sendMessage(alert('two')),
      ];
      assert.deepEqual(await Promise.all(answers), [undefined, undefined, 'RESERVATION_UNKNOWN', undefined]);
      await untilHealthy({ client });
      assert.deepEqual(await keysOf(server), ['before', 'one', 'two']);
      assert.deepEqual(await client.holding({ account: 'a', asset: 'SOL' }), { total: '7', reserved: '0' });
      const [writer] = await server.ask('select drained from writers');
      assert.equal(Number(writer?.['drained']), 0, 'nothing was drained');
      await client.sendMessage(alert('after'));
      assert.deepEqual(await keysOf(server), ['before', 'one', 'two', 'after']);
    });

    test('was lost: callers are told so, journaled writes of it are done in their order', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      // The numbers of a former life must not be taken for those of this one.
      const former = await start();
      for (const key of ['a', 'b', 'c', 'd']) await former.client.sendMessage(alert(key));
      await former.stop();
      const { client } = await start({ databaseUrl: server.cutUrl, clock: unhurried });
      server.cutNextCommit('lost');
      const answers = [
        client.sendMessage(alert('one')),
        client.changeBalance(deposit('d1', '7')).catch(codeOf),
        client.sendMessage(alert('two')),
      ];
      assert.deepEqual(await Promise.all(answers), [undefined, 'DATABASE_AWAY', undefined]);
      await untilHealthy({ client });
      assert.deepEqual(await keysOf(server), ['a', 'b', 'c', 'd', 'one', 'two']);
      assert.deepEqual(await client.holding({ account: 'a', asset: 'SOL' }), { total: '0', reserved: '0' });
    });

    for (const outcome of ['kept', 'lost'] as const)
      test(`and was ${outcome} is decided by the next life from the journal`, async (t) => {
        const { server, start } = await createAwayFixture(t, rig);
        const first = await start({ databaseUrl: server.cutUrl, clock: unhurried });
        server.cutNextCommit(outcome, true);
        const sent = first.client.sendMessage(alert('one'));
        const booked = first.client.changeBalance(deposit('d1')).catch(codeOf);
        await sent;
        await untilDegraded(first);
        await first.client.sendMessage(alert('two'));
        await first.stop();
        assert.equal(await booked, 'WRITE_UNKNOWN');
        await server.start();
        const { client } = await start();
        await untilHealthy({ client });
        assert.deepEqual(await keysOf(server), ['one', 'two']);
        const total = outcome === 'kept' ? '1' : '0';
        assert.deepEqual(await client.holding({ account: 'a', asset: 'SOL' }), { total, reserved: '0' });
      });
  });
}

test('what cannot be told before its caller gives up is unknown', async (t) => {
  const [double] = awayRigs;
  assert.ok(double);
  const { server, start } = await createAwayFixture(t, double);
  const { client } = await start({ deadlineMs: 300 });
  server.cutNextCommit('kept', true);
  assert.equal(await client.changeBalance(deposit('d1')).catch(codeOf), 'WRITE_UNKNOWN');
  assert.equal((await client.health()).failing?.code, 'DATABASE_AWAY');
});
