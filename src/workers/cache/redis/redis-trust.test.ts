// What in Redis is believed, and what is not: lies, late writes, older states, what a predecessor left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { of, startSmall, startWithRedis, wallet } from '../testing/cache-with-redis.ts';

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
  assert.equal(lines.filter((line) => line.includes('somebody else writes there')).length, 1);
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
  const { client, connect, redis, stop, start: restart, settle } = await startWithRedis();
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
  const { put, redis, connect, kill, start: restart, invalidate } = await startWithRedis();
  await put('A', 1);
  redis.cut();
  await invalidate('A');
  kill();
  redis.heal();
  await restart();
  assert.equal((await connect().get(of('A'))).state, 'load');
});

test('a stop with writes that still wait hands nothing over', async () => {
  const { put, redis, stop, start: restart, connect, invalidate, pass } = await startWithRedis();
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
  const { put, redis, stop, start: restart, kill, connect, pass } = await startWithRedis();
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

test('who took over and died leaves nothing to take over', async () => {
  const { put, redis, stop, start: restart, kill, connect, pass } = await startWithRedis();
  await put('A', 1);
  await stop();
  await restart();
  const client = connect();
  redis.cut();
  await client.invalidate({ kind: 'wallets', keys: ['A'], tags: [], isAll: false });
  kill();
  redis.heal();
  await restart();
  await pass(100);
  assert.equal((await connect().get(of('A'))).state, 'load');
});
