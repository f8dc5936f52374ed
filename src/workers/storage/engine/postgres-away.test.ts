// PostgreSQL goes away and comes back: what is acknowledged, refused and shown in each phase, on a real server and on the double.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { describe, type TestContext, test } from 'node:test';
import { systemClock } from '../../../core/clock.ts';
import type { AppError } from '../../../core/errors.ts';
import { type AwayRig, type AwayServer, awayRigs } from '../testing/away-rigs.ts';
import { type StorageOptions, startStorage, type TestStorage } from '../testing/start-storage.ts';

type Fixture = {
  readonly server: AwayServer;
  start(options?: Partial<StorageOptions>): Promise<TestStorage>;
};

async function createFixture(owner: TestContext, rig: AwayRig): Promise<Fixture> {
  const folder = mkdtempSync('/tmp/zapflow-away-');
  const server = await rig.create();
  const started: TestStorage[] = [];
  owner.after(async () => {
    for (const storage of started) await storage.stop();
    await server.remove();
    rmSync(folder, { recursive: true });
  });
  const { databaseUrl, openServer } = server;
  return {
    server,
    async start(options = {}) {
      const storage = await startStorage({ folder, databaseUrl, openServer, ...options });
      const { stop } = storage;
      let isStopped = false;
      const once = async () => {
        if (!isStopped) await stop();
        isStopped = true;
      };
      started.push({ ...storage, stop: once });
      return { ...storage, stop: once };
    },
  };
}

const codeOf = (error: AppError) => error.code;
const deposit = (key: string, amount = '1') => ({ key, account: 'a', asset: 'SOL', amount, reason: 'test' });
const alert = (key: string) => ({ topic: 'alerts', key, payload: { key } });
const keysOf = async (server: AwayServer) =>
  (await server.ask('select message_key as key from outbox order by seq')).map(({ key }) => String(key));

/** Asks again and again until it is so, and leaves the processor to the server in between. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await systemClock.sleep(2);
}
const untilHealthy = ({ client }: TestStorage) =>
  until(async () => (await client.health()).status === 'Healthy');
const untilDegraded = ({ client }: TestStorage) =>
  until(async () => (await client.health()).status === 'Degraded');

for (const rig of awayRigs) {
  describe(`while ${rig.name} is away`, { skip: rig.skip }, () => {
    test('what must not be lost is journaled, new risk is refused, and the journal is drained in order', async (t) => {
      const { server, start } = await createFixture(t, rig);
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
      const { server, start } = await createFixture(t, rig);
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
      const { server, start } = await createFixture(t, rig);
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
      const { server, start } = await createFixture(t, rig);
      const storage = await start({ maxJournaled: 2 });
      await server.stop();
      await untilDegraded(storage);
      const sent = ['1', '2', '3'].map((key) => storage.client.sendMessage(alert(key)).catch(codeOf));
      assert.deepEqual(await Promise.all(sent), [undefined, undefined, 'JOURNAL_FULL']);
      await server.start();
      await untilHealthy(storage);
      assert.deepEqual(await keysOf(server), ['1', '2']);
    });

    test('in the middle of load no acknowledged write is lost or doubled', async (t) => {
      const { server, start } = await createFixture(t, rig);
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
