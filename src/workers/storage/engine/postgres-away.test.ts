// PostgreSQL goes away and comes back: what is acknowledged, refused and shown in each phase, on a real server and on the double.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AppError } from '../../../core/errors.ts';
import {
  alert,
  codeOf,
  createAwayFixture,
  deposit,
  keysOf,
  until,
  untilDegraded,
  untilHealthy,
} from '../testing/away-fixture.ts';
import { awayRigs } from '../testing/away-rigs.ts';

for (const rig of awayRigs) {
  describe(`while ${rig.name} is away`, { skip: rig.skip }, () => {
    test('what must not be lost is journaled, new risk is refused, and the journal is drained in order', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      const storage = await start();
      await storage.client.changeBalance(deposit('d1', '10'));
      await storage.client.sendMessage(alert('before'));
      await server.stop();
      await untilDegraded(storage);
      const health = await storage.client.health();
      assert.equal(health.failing?.code, 'DATABASE_AWAY');
      for (const key of ['one', 'two', 'three']) await storage.client.sendMessage(alert(key));
      assert.equal((await storage.client.health()).journaled, 3);
      assert.equal(await storage.client.changeBalance(deposit('d2')).catch(codeOf), 'DATABASE_AWAY');
      assert.equal(
        await storage.client.holding({ account: 'a', asset: 'SOL' }).catch(codeOf),
        'DATABASE_AWAY',
      );
      await server.start();
      await untilHealthy(storage);
      assert.deepEqual(await keysOf(server), ['before', 'one', 'two', 'three']);
      assert.equal((await storage.client.health()).journaled, 0);
      assert.deepEqual(await storage.client.holding({ account: 'a', asset: 'SOL' }), {
        total: '10',
        reserved: '0',
      });
      await storage.client.changeBalance(deposit('d2'));
    });

    test('a start without it answers, journals, and brings everything over when it comes', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      await server.stop();
      const storage = await start();
      assert.equal((await storage.client.health()).status, 'Degraded');
      await storage.client.sendMessage(alert('early'));
      await server.start();
      await untilHealthy(storage);
      assert.deepEqual(await keysOf(server), ['early']);
      assert.ok(storage.owed.includes('alerts'));
    });

    test('what a former life left in the journal is drained at the start, as of when it was accepted', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      await server.stop();
      const first = await start();
      const beforeMs = Date.now();
      await first.client.sendMessage(alert('left'));
      await first.stop();
      const afterMs = Date.now();
      await server.start();
      await untilHealthy(await start());
      const [row] = await server.ask('select correlation_id, created_at from outbox');
      assert.equal(row?.['correlation_id'], 'test');
      const createdMs = Number(row?.['created_at']);
      assert.ok(beforeMs <= createdMs && createdMs <= afterMs, String(createdMs));
    });

    test('a full journal refuses what it cannot keep, and keeps the rest', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      const storage = await start({ maxJournaled: 2 });
      await server.stop();
      await untilDegraded(storage);
      const sent = ['1', '2', '3'].map((key) => storage.client.sendMessage(alert(key)).catch(codeOf));
      assert.deepEqual(await Promise.all(sent), [undefined, undefined, 'JOURNAL_FULL']);
      await server.start();
      await untilHealthy(storage);
      assert.deepEqual(await keysOf(server), ['1', '2']);
    });

    test('a server that does not answer shows, and nothing is given up', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      const storage = await start({ databaseUrl: server.cutUrl });
      server.slow(1500);
      const sent = storage.client.sendMessage(alert('slow'));
      await untilDegraded(storage);
      assert.match((await storage.client.health()).failing?.reason ?? '', /^No answer for \d+ ms/);
      server.slow(0);
      await sent;
      await untilHealthy(storage);
      assert.deepEqual(await keysOf(server), ['slow']);
    });

    test('a message whose commit was lost does not ring', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      const storage = await start({ databaseUrl: server.cutUrl });
      await untilHealthy(storage);
      server.cutNextCommit('lost', true);
      await storage.client.sendMessage(alert('one'));
      await untilDegraded(storage);
      assert.deepEqual(storage.owed, []);
    });

    test('in the middle of load no acknowledged write is lost or doubled', async (t) => {
      const { server, start } = await createAwayFixture(t, rig);
      const storage = await start();
      const kept: string[] = [];
      const booked: string[] = [];
      const unknown: string[] = [];
      let isLoading = true;
      const load = async (producer: number) => {
        for (let i = 0; isLoading; i++) {
          const key = `${producer}-${i}`;
          await storage.client.sendMessage(alert(key)).then(() => kept.push(key));
          await storage.client.changeBalance(deposit(key)).then(
            () => booked.push(key),
            ({ code }: AppError) => {
              if (code === 'WRITE_UNKNOWN') unknown.push(key);
              else assert.equal(code, 'DATABASE_AWAY');
            },
          );
          await new Promise((turn) => setImmediate(turn));
        }
      };
      const producers = [1, 2, 3, 4].map(load);
      for (let round = 0; round < 3; round++) {
        const had = booked.length;
        await until(async () => booked.length > had + 20);
        await server.stop();
        await untilDegraded(storage);
        const before = kept.length;
        await until(async () => kept.length > before + 20);
        await server.start();
        await untilHealthy(storage);
      }
      isLoading = false;
      await Promise.all(producers);
      await untilHealthy(storage);
      const there = await keysOf(server);
      assert.deepEqual([...there].sort(), [...kept].sort());
      for (const producer of [1, 2, 3, 4]) {
        const numbers = there
          .filter((key) => key.startsWith(`${producer}-`))
          .map((key) => Number(key.slice(2)));
        assert.deepEqual(
          numbers,
          numbers.toSorted((a, b) => a - b),
          'each producer in its order',
        );
      }
      const entries = (await server.ask('select entry_key from entries')).map((row) =>
        String(row['entry_key']),
      );
      for (const key of booked) assert.ok(entries.includes(key), `${key} was acknowledged`);
      for (const key of entries)
        assert.ok(booked.includes(key) || unknown.includes(key), `${key} was said to have failed`);
      const { total } = await storage.client.holding({ account: 'a', asset: 'SOL' });
      assert.equal(Number(total), entries.length);
    });
  });
}
