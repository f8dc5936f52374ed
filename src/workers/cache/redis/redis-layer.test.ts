// The second layer as the clients of the worker meet it, before a Redis that fails in every way, on a clock in hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheReply } from '../../../core/cache/cache-messages.ts';
import { type CacheOptions, startCacheOnClock } from '../testing/cache-on-clock.ts';

const wallet = (slot: number) => ({ address: 'A', slot, lamports: '5', tokens: [] });
const of = (key: string) => ({ kind: 'wallets' as const, key });
const slotOf = ({ value }: CacheReply) => (value as { slot?: number } | null)?.slot;

async function start(options: CacheOptions = {}) {
  const cache = await startCacheOnClock({ withRedis: true, ...options });
  const client = cache.connect();
  return {
    ...cache,
    client,
    async put(key: string, slot: number, tags: string[] = []) {
      await client.put({ kind: 'wallets', entries: [{ key, value: wallet(slot), tags }] });
      await cache.settle();
    },
    async invalidate(...keys: string[]) {
      await client.invalidate({ kind: 'wallets', keys, tags: [], isAll: false });
      await cache.settle();
    },
    /** What Redis alone has: memory holds one value, and now it is another. */
    async forget() {
      await client.put({ kind: 'wallets', entries: [{ key: 'filler', value: wallet(0), tags: [] }] });
      await cache.settle();
    },
    async get(key: string): Promise<CacheReply> {
      const reply = client.get(of(key));
      await cache.settle();
      return await reply;
    },
  };
}

/** Memory for one value only, so that every other one is in Redis. */
const startSmall = (options: CacheOptions = {}) => start({ max: 1, ...options });

test('what memory let go of is found in Redis, with the time it has left', async () => {
  const { put, forget, get, pass, metric } = await startSmall();
  await put('A', 1, ['t']);
  await forget();
  await pass(10_000);
  const { freshMs, ...rest } = await get('A');
  assert.deepEqual(rest, { state: 'fresh', value: wallet(1), tags: ['t'], lease: 0 });
  assert.ok(freshMs <= 20_000 && freshMs > 19_000);
  assert.equal(metric('zapflow_cache_hits', 'redis'), 1);
});

test('a value lies in Redis under the prefix and only as long as it counts', async () => {
  const { put, redis, pass } = await start();
  await put('A', 1);
  const names = await redis.names();
  assert.match(names[0] ?? '', /^test:[0-9a-f]{16}:wallets:A$/);
  await pass(30_001);
  assert.deepEqual(await redis.names(), []);
});

test('what was invalidated is not found in Redis either, by key, by tag, or with everything', async () => {
  const { put, forget, get, invalidate, client } = await startSmall();
  for (const key of ['A', 'B', 'C']) await put(key, 1, [`tag:${key}`]);
  await forget();
  await invalidate('A');
  assert.equal((await get('A')).state, 'load');
  await client.invalidate({ kind: 'wallets', keys: [], tags: ['tag:B'], isAll: false });
  assert.equal((await get('B')).state, 'load');
  assert.equal((await get('C')).state, 'fresh');
  await forget();
  await client.invalidate({ kind: 'wallets', keys: [], tags: [], isAll: true });
  assert.equal((await get('C')).state, 'load');
});

test('an answer of Redis that an invalidation overtakes is not believed', async () => {
  const { put, forget, client, redis, settle } = await startSmall();
  await put('A', 1);
  await forget();
  redis.hang();
  const asked = client.get(of('A'));
  await settle();
  await client.invalidate({ kind: 'wallets', keys: ['A'], tags: [], isAll: false });
  redis.resume();
  await settle();
  assert.equal((await asked).state, 'load');
  assert.equal((await client.get({ ...of('B') })).state, 'load');
});

test('a Redis that dies is told within a second, and memory serves on', async () => {
  const { put, get, client, redis, pass } = await start();
  await put('A', 1);
  assert.equal((await client.health()).status, 'Healthy');
  await redis.stop();
  await pass(1);
  const health = await client.health();
  assert.deepEqual([health.status, health.layers.redis], ['Degraded', 'down']);
  assert.equal(slotOf(await get('A')), 1);
  assert.equal((await get('B')).state, 'load');
});

test('a Redis that hangs is told within a second, also when nobody asks anything', async () => {
  const { client, redis, clock, settle, metric } = await start();
  redis.hang();
  await clock.advance(950);
  await settle();
  const health = await client.health();
  assert.deepEqual([health.layers.redis, health.redisReason], ['down', 'timeout']);
  assert.equal(metric('zapflow_redis_up'), 0);
});

test('it is found again however long it was away, within ten seconds', async () => {
  const { client, redis, pass, metric } = await start();
  await redis.stop();
  await pass(3 * 3600_000);
  await redis.start();
  await pass(10_000);
  assert.equal((await client.health()).layers.redis, 'up');
  assert.equal(metric('zapflow_redis_up'), 1);
});

test('what was put meanwhile is in Redis when it is back', async () => {
  const { put, forget, get, client, redis, pass, invalidate } = await startSmall();
  redis.cut();
  await put('A', 1);
  await put('A', 2);
  await put('B', 1);
  await invalidate('B');
  await forget();
  assert.equal((await client.health()).queued, 3);
  redis.heal();
  await pass(500);
  assert.equal((await client.health()).queued, 0);
  assert.equal(slotOf(await get('A')), 2);
  assert.equal((await get('B')).state, 'load');
});

test('what was invalidated while it was unreachable does not come back with it', async () => {
  const { put, forget, get, redis, pass, invalidate } = await startSmall();
  await put('A', 1);
  await forget();
  redis.cut();
  await invalidate('A');
  redis.heal();
  await pass(500);
  assert.equal((await get('A')).state, 'load');
  assert.deepEqual(
    (await redis.names()).map((name) => name.split(':').at(-1)),
    ['filler'],
  );
});

test('nothing is read from Redis before everything that waited is written', async () => {
  const { put, forget, client, redis, clock, settle, invalidate } = await startSmall();
  await put('A', 1);
  await forget();
  redis.cut();
  await invalidate('A');
  redis.heal();
  // The connection stands, but the server takes its time with what was queued.
  redis.slowMs = 100;
  await clock.advance(150);
  await settle();
  assert.equal((await client.health()).layers.redis, 'down');
  assert.equal((await client.get(of('A'))).state, 'load');
  await clock.advance(1000);
  await settle();
  assert.equal((await client.health()).layers.redis, 'up');
});

test('with more writes than may wait everything in Redis is given up, and counted', async () => {
  const { put, forget, get, client, redis, pass, metric, invalidate, lines } = await startSmall({
    maxQueuedWrites: 10,
  });
  for (let i = 0; i < 20; i++) await put(`k${i}`, 1);
  await forget();
  redis.cut();
  for (let i = 0; i < 15; i++) await invalidate(`k${i}`);
  assert.ok((await client.health()).queued <= 10);
  redis.heal();
  await pass(500);
  for (let i = 0; i < 20; i++) assert.equal((await get(`k${i}`)).state, 'load', `k${i}`);
  assert.equal(metric('zapflow_redis_dropped'), 11);
  assert.match(lines.join('\n'), /too many writes wait for Redis/);
  await put('A', 7);
  await forget();
  assert.equal(slotOf(await get('A')), 7);
});

test('a write that a hanging server does late is never served', async () => {
  const { put, forget, get, redis, pass, invalidate } = await startSmall();
  redis.hang();
  await put('A', 1);
  await pass(1000);
  await invalidate('A');
  redis.resume();
  await pass(1000);
  assert.ok(
    (await redis.names()).some((name) => name.endsWith(':wallets:A')),
    'the late write arrived',
  );
  await forget();
  assert.equal((await get('A')).state, 'load');
});

test('a write whose reply was lost is not taken for the last word', async () => {
  const { put, forget, get, redis, pass, invalidate } = await startSmall();
  redis.losesReplies = true;
  await put('A', 1);
  redis.losesReplies = false;
  await invalidate('A');
  redis.heal();
  await pass(500);
  await forget();
  assert.equal((await get('A')).state, 'load');
});

test('a server that came back with an older state is not believed', async () => {
  const { put, forget, get, redis, pass, invalidate } = await startSmall();
  await put('A', 1);
  const snapshot = new Map(redis.data);
  await invalidate('A');
  await forget();
  await redis.stop();
  await redis.start(snapshot);
  await pass(1000);
  assert.equal((await get('A')).state, 'load');
});

test('a server that refuses writes is out of use until it takes them', async () => {
  const { put, forget, get, client, redis, pass, invalidate } = await startSmall();
  await put('A', 1);
  await forget();
  redis.refusal = 'READONLY';
  await invalidate('A');
  await pass(2000);
  const health = await client.health();
  assert.deepEqual([health.layers.redis, health.redisReason, health.queued], ['down', 'READONLY', 1]);
  redis.refusal = undefined;
  await pass(600);
  assert.equal((await client.health()).layers.redis, 'up');
  assert.equal((await get('A')).state, 'load');
});

test('a poisoned value is a miss, is counted, and is removed', async () => {
  const { put, forget, get, client, redis, metric, settle, lines } = await startSmall();
  await put('A', 1);
  await forget();
  const name = (await redis.names()).find((one) => one.endsWith(':wallets:A')) ?? '';
  const text = redis.data.get(name)?.text ?? '';
  const poisons: [string, () => Promise<void>][] = [
    ['a wrong shape', () => redis.put(name, text.replace('"lamports":"5"', '"lamports":1e30'))],
    ['another kind', () => redis.put(name, text.replace('"address"', '"owner"'))],
    ['no JSON', () => redis.put(name, 'x')],
    ['cut short', () => redis.put(name, text.slice(0, -1))],
    ['no text', () => redis.putList(name)],
    ['endless', () => redis.put(name, text.replace('"A"', `"${'x'.repeat(10_000_000)}"`))],
  ];
  for (const [i, [what, poison]] of poisons.entries()) {
    await poison();
    const reply = await get('A');
    assert.deepEqual([reply.state, reply.value], ['load', null], what);
    assert.equal(metric('zapflow_cache_refused', 'poisoned'), i + 1, what);
    await settle();
    assert.equal(redis.find(name), undefined, what);
    await client.fail({ ...of('A'), lease: reply.lease });
  }
  assert.doesNotMatch(lines.join('\n'), /gone/);
});

test('a value from the future or past its time is a miss', async () => {
  const { put, forget, get, client, redis, clock } = await startSmall();
  await put('A', 1);
  await forget();
  const name = (await redis.names()).find((one) => one.endsWith(':wallets:A')) ?? '';
  const text = redis.data.get(name)?.text ?? '';
  for (const storedAtMs of [clock.now() + 60_000, clock.now() - 30_000]) {
    await redis.put(name, JSON.stringify({ ...JSON.parse(text), storedAtMs }));
    const { state, lease } = await get('A');
    assert.equal(state, 'load');
    await client.fail({ ...of('A'), lease });
  }
});

test('after an orderly stop memory is warm again with what was used last', async () => {
  const { client, connect, redis, stop, start: restart, settle } = await start();
  const settings = { userId: '7', language: 'en', timeZone: 'UTC', isMuted: false };
  await client.put({ kind: 'userSettings', entries: [{ key: '7', value: settings, tags: [] }] });
  await client.put({ kind: 'wallets', entries: [{ key: 'A', value: wallet(1), tags: [] }] });
  await settle();
  await stop();
  await restart();
  const again = connect();
  const before = redis.commands;
  assert.equal((await again.get({ kind: 'userSettings', key: '7' })).state, 'fresh');
  assert.equal(redis.commands, before, 'from memory');
  assert.equal((await again.get(of('A'))).state, 'fresh');
  assert.ok(redis.commands > before, 'not a kind that is warmed, so from Redis');
});

test('a successor keeps the invalidations by tag of its predecessor', async () => {
  const { put, forget, client, connect, stop, start: restart } = await startSmall();
  await put('A', 1, ['t']);
  await forget();
  await client.invalidate({ kind: 'wallets', keys: [], tags: ['t'], isAll: false });
  await stop();
  await restart();
  assert.equal((await connect().get(of('A'))).state, 'load');
});

test('after a death nothing in Redis is believed, since what the dead one still had to erase is unknown', async () => {
  const { put, redis, connect, kill, start: restart, invalidate } = await start();
  await put('A', 1);
  redis.cut();
  await invalidate('A');
  kill();
  redis.heal();
  await restart();
  assert.equal((await connect().get(of('A'))).state, 'load');
});

test('a stop with writes that still wait hands nothing over', async () => {
  const { put, redis, stop, start: restart, connect, invalidate, pass } = await start();
  await put('A', 1);
  redis.cut();
  await invalidate('A');
  await stop();
  redis.heal();
  await restart();
  await pass(100);
  assert.equal((await connect().get(of('A'))).state, 'load');
});

test('what was handed over is taken once, and only from the same life of the server', async () => {
  const { put, redis, stop, start: restart, kill, connect, pass } = await start();
  await put('A', 1);
  await stop();
  const snapshot = new Map(redis.data);
  await restart();
  assert.equal((await connect().get(of('A'))).state, 'fresh');
  kill();
  await redis.stop();
  await redis.start(snapshot);
  await restart();
  await pass(100);
  assert.equal((await connect().get(of('A'))).state, 'load');
});

test('a start does not wait for a Redis that is not there, and hardly for one that hangs', async () => {
  const { redis, kill, start: restart, connect, pass, clock } = await start();
  kill();
  await redis.stop();
  await restart();
  assert.equal((await connect().health()).layers.redis, 'down');
  kill();
  await redis.start();
  redis.slowMs = 10_000;
  const before = clock.monotonicMs();
  const restarting = restart(1100);
  await restarting;
  assert.ok(clock.monotonicMs() - before <= 1500);
  redis.slowMs = 0;
  await pass(10_000);
  assert.equal((await connect().health()).layers.redis, 'up');
});
