// A near cache before the real cache worker, on a clock in hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCacheOnClock } from '../../workers/cache/testing/cache-on-clock.ts';
import { createSource, slotOf, startNearCaches, type Wallet, wallet } from './testing/near-cache-on-clock.ts';

test('a value is loaded once, then held without a promise, and other threads have it from the worker', async () => {
  const { near, other, source } = await startNearCaches();
  assert.deepEqual(await near.get('A'), wallet(1));
  assert.deepEqual(near.get('A'), wallet(1));
  assert.deepEqual(await other.get('A'), wallet(1));
  assert.equal(source.loads, 1);
});

test('a thousand who ask at once, on several threads, cost one load', async () => {
  const { near, other, source } = await startNearCaches();
  const asked = Array.from({ length: 1000 }, (_, i) => (i % 2 ? near : other).get('A'));
  assert.deepEqual(new Set((await Promise.all(asked)).map(slotOf)), new Set([1]));
  assert.equal(source.loads, 1);
});

test('a value is held no longer than the worker counts it fresh', async () => {
  const { near, other, pass, source } = await startNearCaches();
  await near.get('A');
  await pass(20_000);
  await other.get('A');
  source.slot = 2;
  await pass(9000);
  assert.equal(slotOf(await other.get('A')), 1);
  await pass(2000);
  assert.equal(slotOf(await other.get('A')), 2);
});

test('that there is nothing is remembered too', async () => {
  const { near, source, settle } = await startNearCaches();
  assert.equal(await near.get('nobody'), undefined);
  await settle();
  assert.equal(await near.get('nobody'), undefined);
  assert.equal(near.get('nobody'), undefined);
  assert.equal(source.loads, 1);
});

test('an invalidated key is gone for every thread, and only that key', async () => {
  const { near, other, source, settle } = await startNearCaches();
  for (const cache of [near, other]) for (const key of ['A', 'B']) await cache.get(key);
  source.slot = 2;
  assert.equal(await near.invalidate({ keys: ['A'] }), true);
  await settle();
  assert.equal(slotOf(await near.get('A')), 2);
  assert.equal(slotOf(await other.get('A')), 2);
  assert.deepEqual([near.get('B'), other.get('B')], [wallet(1, 'B'), wallet(1, 'B')]);
});

test('a tag takes every value that has it, and nothing takes everything', async () => {
  const cache = await startCacheOnClock();
  const source = createSource();
  const tagged = { load: source.load, tagsOf: (key: string) => [`owner:${key[0]}`] };
  const [near, other] = [cache.near<Wallet>(tagged), cache.near<Wallet>(tagged)];
  await cache.pass(600);
  for (const key of ['a1', 'a2', 'b1']) for (const one of [near, other]) await one.get(key);
  source.slot = 2;
  await near.invalidate({ tags: ['owner:a'] });
  await cache.settle();
  for (const key of ['a1', 'a2', 'b1']) await near.get(key);
  assert.deepEqual(
    await Promise.all(['a1', 'a2', 'b1'].map(async (key) => slotOf(await other.get(key)))),
    [2, 2, 1],
  );
  source.slot = 3;
  await near.invalidate({});
  await cache.settle();
  assert.equal(slotOf(await other.get('b1')), 3);
});

test('a load that began before an invalidation is not kept by anybody, but whoever waited has it', async () => {
  const { near, other, source, settle } = await startNearCaches();
  const letGo = source.hold();
  const asked = near.get('A');
  await settle();
  source.slot = 2;
  await other.invalidate({ keys: ['A'] });
  letGo();
  assert.equal(slotOf(await asked), 1);
  await settle();
  assert.equal(slotOf(await near.get('A')), 2);
  assert.equal(slotOf(await other.get('A')), 2);
});

for (const [what, target] of [
  ['its key', { keys: ['A'] }],
  ['a tag', { tags: ['owner:A'] }],
  ['everything', {}],
] as const)
  test(`who asks after ${what} was invalidated does not join a load from before it`, async () => {
    const { cache, source } = await startNearCaches();
    const near = cache.near<Wallet>({ load: source.load, tagsOf: (key) => [`owner:${key}`] });
    const letGo = source.hold();
    const before = near.get('A');
    await cache.settle();
    source.slot = 2;
    await near.invalidate(target);
    const after = near.get('A');
    letGo();
    assert.deepEqual([slotOf(await before), slotOf(await after)], [1, 2]);
  });

test('an answer and the invalidation behind it, come in one batch, leave nothing held', async () => {
  const { near, other, source, connect, settle } = await startNearCaches();
  await other.get('A');
  const worker = connect();
  source.slot = 2;
  // Asked and invalidated in one turn: both replies reach the near cache before its promise goes on.
  const asked = near.get('A');
  const invalidated = worker.invalidate({ kind: 'wallets', keys: ['A'], tags: [], isAll: false });
  await Promise.all([asked, invalidated]);
  await settle();
  assert.equal(slotOf(await near.get('A')), 2);
});

test('what is put is there for everybody, and replaces what they hold', async () => {
  const { near, other, source, settle } = await startNearCaches();
  await other.get('A');
  await near.put(
    new Map([
      ['A', wallet(7)],
      ['nobody', undefined],
    ]),
  );
  await settle();
  assert.equal(slotOf(await other.get('A')), 7);
  assert.equal(await other.get('nobody'), undefined);
  assert.equal(source.loads, 1);
});

const many = (count: number, slot: number) =>
  new Map(Array.from({ length: count }, (_, i) => [`K${i}`, wallet(slot, `K${i}`)] as const));

test('more than fits into a message is put all the same, and replaces what everybody holds', async () => {
  const { near, other, source, settle } = await startNearCaches({ max: 5000 });
  for (const key of ['K0', 'K1000', 'K2499']) await other.get(key);
  await near.put(many(2500, 7));
  await settle();
  for (const key of ['K0', 'K999', 'K1000', 'K2000', 'K2499']) assert.equal(slotOf(await other.get(key)), 7);
  assert.equal(source.loads, 3);
});

test('of much that is put, what does not fit its kind is told, and what does is there', async () => {
  const { near, source, settle } = await startNearCaches({ max: 5000 });
  const values = many(1500, 7).set('K0', { address: 'K0' } as Wallet);
  await assert.rejects(near.put(values), { code: 'CACHE_VALUE_INVALID' });
  await settle();
  assert.equal(slotOf(await near.get('K1400')), 7);
  assert.equal(slotOf(await near.get('K0')), 1);
  assert.equal(source.loads, 1);
});

test('to put nothing changes nothing', async () => {
  const { near } = await startNearCaches();
  await near.get('A');
  await near.put(new Map());
  assert.deepEqual(near.get('A'), wallet(1));
});

test('what does not fit its kind is told to whoever puts it, and what was there before is gone', async () => {
  const { near, source, settle } = await startNearCaches();
  await near.get('A');
  const wrong = { address: 'A' } as Wallet;
  await assert.rejects(near.put(new Map([['A', wrong]])), { code: 'CACHE_VALUE_INVALID' });
  await settle();
  await near.get('A');
  assert.equal(source.loads, 2);
});

test('a failing source is told to all who asked, and asked again by the next', async () => {
  const { near, other, source } = await startNearCaches();
  source.fails = true;
  const asked = await Promise.allSettled([near.get('A'), other.get('A')]);
  assert.deepEqual(
    asked.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(source.loads, 2);
  source.fails = false;
  assert.equal(slotOf(await near.get('A')), 1);
});

test('a stale value is served at once while one thread renews it', async () => {
  const cache = await startCacheOnClock();
  let calls = 0;
  const load = async () => ({ id: 'c', title: `t${++calls}`, calls: 1, winRate: null, averageGain: null });
  const near = cache.near({ kind: 'channels', load, ttlMs: 60_000 });
  const other = cache.near({ kind: 'channels', load, ttlMs: 60_000 });
  await near.get('c');
  await cache.pass(31 * 60_000);
  assert.equal((await near.get('c'))?.title, 't1');
  assert.equal((await other.get('c'))?.title, 't1');
  await cache.settle();
  assert.equal((await other.get('c'))?.title, 't2');
  assert.equal(calls, 2);
});

test('a held value cannot be changed by who has it', async () => {
  const { near } = await startNearCaches();
  const held = await near.get('A');
  assert.throws(() => {
    (held as Wallet).slot = 9;
  }, TypeError);
});

test('a key that cannot be one is refused, not loaded around the cache', async () => {
  const { near } = await startNearCaches();
  await assert.rejects(async () => near.get('x'.repeat(300)), { code: 'MESSAGE_INVALID' });
});

test('hits, misses and loads around the worker are counted', async () => {
  const { near, metric, kill, pass } = await startNearCaches();
  await near.get('A');
  near.get('A');
  near.get('A');
  assert.deepEqual([metric('zapflow_cache_hits', 'near'), metric('zapflow_cache_misses', 'near')], [2, 1]);
  const before = metric('zapflow_cache_loads');
  kill();
  await pass(1100);
  await near.get('A');
  assert.equal(metric('zapflow_cache_loads'), before + 1);
});

test('a closed near cache hears nothing more', async () => {
  const { near, pass } = await startNearCaches();
  await near.get('A');
  near.close();
  await pass(600);
  assert.equal(slotOf(await near.get('A')), 1);
});
