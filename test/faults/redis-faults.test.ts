// A real Redis dies, hangs and lies under a cache that is used on several threads.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CacheHealth } from '../../src/core/cache/cache-messages.ts';
import { systemClock } from '../../src/core/clock.ts';
import { testWorker } from '../../src/core/testing/test-runtime.ts';
import { startWatchedRuntime } from '../../src/core/testing/watched-runtime.ts';
import { cacheContract } from '../../src/workers/cache/contract.ts';
import { toCacheSettings } from '../../src/workers/cache/testing/cache-settings.ts';
import { redisSkip, startRedisServer } from '../../src/workers/cache/testing/redis-server.ts';
import { allocateSource } from '../../src/workers/cache/testing/user.ts';
import { firstUserContract, secondUserContract } from '../../src/workers/cache/testing/user-contract.ts';

const CANARY = 'canary-9f31c2';
const moduleOf = (file: string) => new URL(`../../src/workers/cache/${file}.ts`, import.meta.url).href;

async function start(t: TestContext, { password = CANARY } = {}) {
  const redis = await startRedisServer({ password: CANARY });
  t.after(() => redis.end());
  const url = new URL(redis.url.reveal());
  url.password = password;
  const source = allocateSource();
  const user = (name: string, file: string) =>
    testWorker(name, { module: moduleOf(`testing/${file}`), settings: { source, loadMs: 1 } });
  const runtime = await startWatchedRuntime(
    t,
    [
      // One value in memory, so that everything else is asked from Redis.
      testWorker('cache', {
        module: moduleOf('service'),
        settings: toCacheSettings({ redisUrl: url.href, max: 1 }),
      }),
      user('firstUser', 'first-user'),
      user('secondUser', 'second-user'),
    ],
    { cache: cacheContract, firstUser: firstUserContract, secondUser: secondUserContract },
  );
  const { cache, firstUser, secondUser } = runtime.clients;
  return {
    ...{ redis, runtime, cache, users: [firstUser, secondUser] },
    async until(isWanted: (health: CacheHealth) => boolean): Promise<CacheHealth> {
      for (;;) {
        const health = await cache.health();
        if (isWanted(health)) return health;
        await systemClock.sleep(5);
      }
    },
  };
}

const isUp = ({ layers }: CacheHealth) => layers.redis === 'up';
const isDown = ({ layers }: CacheHealth) => layers.redis === 'down';

test('Redis dies, comes back empty, hangs and wakes under load: no read fails, none is outdated', {
  skip: redisSkip,
}, async (t) => {
  const { redis, runtime, users, until } = await start(t);
  await until(isUp);
  for (const user of users) await user.beginLoad();

  await redis.stop();
  const gone = await until(isDown);
  assert.equal(gone.status, 'Degraded');
  await redis.start();
  await until((health) => isUp(health) && health.queued < 20);
  const names = await redis.names();
  assert.ok(
    names.some((name) => /^test:[0-9a-f]{16}:wallets:/.test(name)),
    names.join(),
  );

  redis.hang();
  assert.equal((await until(isDown)).redisReason, 'timeout');
  redis.resume();
  await until(isUp);

  for (const user of users) {
    const { reads, tooOld, failed } = await user.endLoad();
    assert.ok(reads > 0);
    assert.deepEqual({ tooOld, failed }, { tooOld: 0, failed: 0 });
  }
  assert.ok((await runtime.metric('cache', 'zapflow_cache_hits')) > 0);
  const lines = await runtime.lines();
  assert.ok(lines.filter(({ msg }) => msg.startsWith('Redis is gone')).length >= 2);
  assert.doesNotMatch(JSON.stringify(lines), new RegExp(CANARY));
});

test('a poisoned value in Redis is loaded from the source instead', { skip: redisSkip }, async (t) => {
  const { redis, runtime, cache, until } = await start(t);
  await until(isUp);
  const value = { address: 'P', slot: 1, lamports: '5', tokens: [] };
  const entry = (key: string) => ({ key, value, tags: [] });
  await cache.put({ kind: 'wallets', entries: [entry('P'), entry('Q'), entry('filler')] });
  await until(({ queued }) => queued === 0);
  const nameOf = (names: readonly string[], key: string) =>
    names.find((name) => name.endsWith(`:${key}`)) ?? '';
  const names = await redis.names();
  await redis.put(nameOf(names, 'P'), JSON.stringify({ ...value, lamports: 1e30 }));
  assert.equal((await cache.get({ kind: 'wallets', key: 'Q' })).state, 'fresh');
  assert.equal((await cache.get({ kind: 'wallets', key: 'P' })).state, 'load');
  assert.equal(await runtime.metric('cache', 'zapflow_cache_refused'), 1);
});

test('a wrong password shows in health by its code, and nowhere by its text', {
  skip: redisSkip,
}, async (t) => {
  const { runtime, until, users } = await start(t, { password: `${CANARY}-wrong` });
  const health = await until(({ redisReason }) => redisReason === 'WRONGPASS');
  assert.equal(health.status, 'Degraded');
  assert.equal(await users[0]?.get({ key: 'A' }), 0);
  assert.doesNotMatch(JSON.stringify([health, await runtime.lines()]), new RegExp(CANARY));
});
