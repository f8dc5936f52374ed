// The cache worker dies under those who use it, each on a thread of its own.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';
import { cacheContract } from '../../src/workers/cache/contract.ts';
import { toCacheSettings } from '../../src/workers/cache/testing/cache-settings.ts';
import { allocateSource } from '../../src/workers/cache/testing/user.ts';
import { firstUserContract, secondUserContract } from '../../src/workers/cache/testing/user-contract.ts';

const moduleOf = (file: string) =>
  new URL(`../../src/workers/cache/testing/${file}.ts`, import.meta.url).href;

async function start(t: TestContext, { loadMs = 0, restartOnError = true } = {}) {
  const source = allocateSource();
  const doom = new SharedArrayBuffer(4);
  const user = (name: string, file: string) =>
    testWorker(name, { module: moduleOf(file), settings: { source, loadMs } });
  const runtime = await startWatchedRuntime(
    t,
    [
      testWorker('cache', {
        module: moduleOf('doomed-cache'),
        settings: { doom, cache: toCacheSettings() },
        restarts: { restartOnError, maxRestarts: 10, windowMs: 60_000, delayMs: 10, maxDelayMs: 40 },
      }),
      user('firstUser', 'first-user'),
      user('secondUser', 'second-user'),
    ],
    { cache: cacheContract, firstUser: firstUserContract, secondUser: secondUserContract },
  );
  const { firstUser, secondUser, cache } = runtime.clients;
  const cells = new Int32Array(source);
  return {
    runtime,
    cache,
    first: firstUser,
    second: secondUser,
    loads: () => Atomics.load(cells, 0),
    /** The next version of the first wallet. */
    write: () => Atomics.add(cells, 1, 1) + 1,
    async kill(restarts: number) {
      Atomics.store(new Int32Array(doom), 0, 1);
      await runtime.until('cache', (status) =>
        restartOnError ? status.state === 'ready' && status.restarts === restarts : status.state === 'failed',
      );
    },
  };
}

test('a thousand who ask at once on two threads cost one load', async (t) => {
  const { first, second, loads } = await start(t, { loadMs: 20 });
  const had = await Promise.all([
    first.getMany({ key: 'A', count: 500 }),
    second.getMany({ key: 'A', count: 500 }),
  ]);
  assert.deepEqual(had, [[0], [0]]);
  assert.equal(loads(), 1);
});

test('what one thread invalidated the other does not have for long', async (t) => {
  const { first, second, write } = await start(t);
  for (const user of [first, second]) await user.get({ key: 'A' });
  const slot = write();
  assert.equal(await first.invalidate({ key: 'A' }), true);
  assert.equal(await first.get({ key: 'A' }), slot);
  await second.getUntil({ key: 'A', slot });
});

test('nobody fails and nobody reads what it knows to be outdated while the cache dies again and again', async (t) => {
  const { first, second, write, kill } = await start(t, { loadMs: 2 });
  await first.beginLoad();
  await second.beginLoad();
  for (let restarts = 1; restarts <= 3; restarts++) await kill(restarts);
  for (const user of [first, second]) {
    const { reads, tooOld, failed } = await user.endLoad();
    assert.ok(reads > 0);
    assert.deepEqual({ tooOld, failed }, { tooOld: 0, failed: 0 });
  }
  const slot = write();
  await first.invalidate({ key: 'A' });
  await second.getUntil({ key: 'A', slot });
});

test('without the cache for good values come from the source, one load for all who ask at once', async (t) => {
  const { first, second, loads, write, kill, cache } = await start(t, { loadMs: 5, restartOnError: false });
  await first.get({ key: 'A' });
  await kill(0);
  const slot = write();
  await assert.rejects(cache.health(), { code: 'PEER_UNAVAILABLE' });
  await first.getUntil({ key: 'A', slot });
  const before = loads();
  assert.deepEqual(await second.getMany({ key: 'B', count: 500 }), [0]);
  assert.equal(loads(), before + 1);
});

test('a cache told to restart in order comes back without a failed read', async (t) => {
  const { runtime, first, second } = await start(t, { loadMs: 2 });
  await first.beginLoad();
  await second.beginLoad();
  await runtime.supervisor.restart('cache');
  await runtime.until('cache', ({ state }) => state === 'ready');
  for (const user of [first, second]) {
    const { tooOld, failed } = await user.endLoad();
    assert.deepEqual({ tooOld, failed }, { tooOld: 0, failed: 0 });
  }
});
