// The second layer as the clients of the worker meet it, before a Redis that dies, hangs and comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { of, slotOf, startSmall, startWithRedis, wallet } from '../testing/cache-with-redis.ts';

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
  const { put, redis, pass } = await startWithRedis();
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
  const { state, lease } = await asked;
  assert.equal(state, 'load');
  await client.fail({ ...of('A'), lease });
  assert.equal((await client.get(of('A'))).state, 'load');
});

test('a Redis that dies is told within a second, and memory serves on', async () => {
  const { put, get, client, redis, pass } = await startWithRedis();
  await put('A', 1);
  assert.equal((await client.health()).status, 'Healthy');
  assert.equal((await client.health()).says, 'Values are kept in memory and in Redis.');
  await redis.stop();
  await pass(1);
  const health = await client.health();
  assert.deepEqual([health.status, health.layers.redis], ['Degraded', 'down']);
  assert.match(health.says, /^Since \d{4}-.* Redis cannot be used \(\w+\): .* 0 writes wait for it/);
  assert.equal(slotOf(await get('A')), 1);
  assert.equal((await get('B')).state, 'load');
});

test('a Redis that hangs is told within a second, also when nobody asks anything', async () => {
  const { client, redis, clock, settle, metric } = await startWithRedis();
  redis.hang();
  await clock.advance(950);
  await settle();
  const health = await client.health();
  assert.deepEqual([health.layers.redis, health.redisReason], ['down', 'timeout']);
  assert.equal(metric('zapflow_redis_up'), 0);
});

test('it is found again however long it was away, within ten seconds', async () => {
  const { client, redis, pass, metric } = await startWithRedis();
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
  const before = redis.commands;
  while (redis.commands < before + 2) await clock.advance(10);
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

test('a start does not wait for a Redis that is not there, and hardly for one that hangs', async () => {
  const { redis, kill, start: restart, connect, pass, clock } = await startWithRedis();
  kill();
  await redis.stop();
  await restart();
  assert.equal((await connect().health()).layers.redis, 'down');
  kill();
  await redis.start();
  redis.isSilent = true;
  const before = clock.monotonicMs();
  await restart(1000);
  assert.ok(clock.monotonicMs() - before <= 1000);
  assert.equal((await connect().health()).layers.redis, 'down');
  redis.isSilent = false;
  await pass(10_000);
  assert.equal((await connect().health()).layers.redis, 'up');
});
