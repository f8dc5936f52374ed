// The worker as its clients meet it: over real links, on a clock in hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheReply } from '../../core/cache/cache-messages.ts';
import { type CacheOptions, startCacheOnClock } from './testing/cache-on-clock.ts';

const wallet = (slot: number) => ({ address: 'A', slot, lamports: '5', tokens: [] });
const of = (key: string) => ({ kind: 'wallets' as const, key });
const everything = { kind: 'wallets' as const, keys: [], tags: [], isAll: true };
const slotOf = ({ value }: CacheReply) => (value as { slot?: number } | null)?.slot;

async function start(options: CacheOptions = {}) {
  const cache = await startCacheOnClock(options);
  const client = cache.connect();
  return {
    ...cache,
    client,
    other: cache.connect(),
    /** Loads and stores a value as the first who asks would. */
    async store(key: string, slot: number, tags: string[] = []) {
      const { lease } = await client.get(of(key));
      return await client.fill({ ...of(key), lease, value: wallet(slot), tags });
    },
  };
}

test('the first who asks may load, and everybody else has what it stored', async () => {
  const { client, other } = await start();
  const first = await client.get(of('A'));
  assert.deepEqual([first.state, first.value, first.freshMs], ['load', null, 30_000]);
  assert.ok(first.lease > 0);
  const waiting = other.get(of('A'));
  assert.deepEqual(await client.fill({ ...of('A'), lease: first.lease, value: wallet(1), tags: ['t'] }), {
    isStored: true,
  });
  const expected = { state: 'fresh', value: wallet(1), tags: ['t'], freshMs: 30_000, lease: 0 };
  assert.deepEqual(await waiting, expected);
  assert.deepEqual(await client.get(of('A')), expected);
});

test('of a thousand who ask one may load, and all have the value', async () => {
  const { client, other, settle } = await start();
  const asked = Array.from({ length: 400 }, (_, i) => (i % 2 ? client : other).get(of('A')));
  await settle();
  const lease = (await asked[0])?.lease ?? 0;
  await client.fill({ ...of('A'), lease, value: wallet(1), tags: [] });
  const replies = await Promise.all(asked);
  assert.equal(replies.filter((reply) => reply.state === 'load').length, 1);
  assert.equal(replies.filter((reply) => slotOf(reply) === 1).length, 399);
});

test('where too many wait one loads without a lease, and the fill comes through all the same', async () => {
  const { client, other, settle } = await start();
  const { lease } = await client.get(of('A'));
  const asked = Array.from({ length: 600 }, () => other.get(of('A')));
  await settle();
  assert.deepEqual(await client.fill({ ...of('A'), lease, value: wallet(1), tags: [] }), { isStored: true });
  const replies = await Promise.all(asked);
  assert.equal(replies.filter((reply) => slotOf(reply) === 1).length, 512);
  assert.equal(replies.filter((reply) => reply.state === 'load' && reply.lease === 0).length, 88);
});

test('a fill whose key was invalidated while it was loaded brings nothing back', async () => {
  const { client, other, settle } = await start();
  const { lease } = await client.get(of('A'));
  const waiting = other.get(of('A'));
  await settle();
  await other.invalidate({ kind: 'wallets', keys: ['A'], tags: [], isAll: false });
  const next = await waiting;
  assert.equal(next.state, 'load');
  assert.deepEqual(await client.fill({ ...of('A'), lease, value: wallet(1), tags: [] }), { isStored: false });
  assert.deepEqual(await other.fill({ ...of('A'), lease: next.lease, value: wallet(2), tags: [] }), {
    isStored: true,
  });
  assert.equal(slotOf(await client.get(of('A'))), 2);
});

for (const [what, target] of [
  ['its tag', { kind: 'wallets' as const, keys: [], tags: ['user:1'], isAll: false }],
  ['everything', everything],
] as const)
  test(`a fill is refused too when ${what} was invalidated while it was loaded`, async () => {
    const { client, store } = await start();
    const { lease } = await client.get(of('A'));
    await client.invalidate({ ...target, keys: [], tags: [...target.tags] });
    const fill = { ...of('A'), lease, value: wallet(1), tags: ['user:1'] };
    assert.deepEqual(await client.fill(fill), { isStored: false });
    assert.deepEqual(await store('A', 2, ['user:1']), { isStored: true });
  });

test('a fill with another tag than the invalidated one is stored', async () => {
  const { client } = await start();
  const { lease } = await client.get(of('A'));
  await client.invalidate({ kind: 'wallets', keys: [], tags: ['user:2'], isAll: false });
  const fill = { ...of('A'), lease, value: wallet(1), tags: ['user:1'] };
  assert.deepEqual(await client.fill(fill), { isStored: true });
});

test('a lease-holder that dies keeps others waiting no longer than its lease', async () => {
  const { client, other, clock, pass } = await start({ leaseMs: 2500 });
  const { lease } = await client.get(of('A'));
  const waiting = other.get(of('A'));
  await pass(2499);
  const third = other.get(of('A'));
  await pass(1);
  const next = await waiting;
  assert.equal(next.state, 'load');
  assert.notEqual(next.lease, lease);
  assert.deepEqual(await client.fill({ ...of('A'), lease, value: wallet(1), tags: [] }), { isStored: false });
  await other.fill({ ...of('A'), lease: next.lease, value: wallet(2), tags: [] });
  assert.equal(slotOf(await third), 2);
  assert.ok(clock.monotonicMs() < 3000);
});

test('a loader that fails passes its lease on', async () => {
  const { client, other, settle } = await start();
  const { lease } = await client.get(of('A'));
  const waiting = other.get(of('A'));
  await settle();
  await client.fail({ ...of('A'), lease });
  assert.equal((await waiting).state, 'load');
});

test('no lease of an earlier life fits a later one', async () => {
  const { client, kill, start: restart } = await start();
  const { lease } = await client.get(of('A'));
  kill();
  await restart();
  assert.notEqual((await client.get(of('A'))).lease, lease);
  const late = { ...of('A'), lease, value: wallet(1), tags: [] };
  assert.deepEqual(await client.fill(late), { isStored: false });
});

test('a value past its time is gone, and that there is nothing is forgotten sooner', async () => {
  const { client, store, pass } = await start();
  await store('A', 1);
  await pass(29_000);
  assert.equal((await client.get(of('A'))).state, 'fresh');
  await pass(1500);
  const { state, lease } = await client.get(of('A'));
  assert.equal(state, 'load');
  await client.fill({ ...of('A'), lease, value: null, tags: [] });
  const { freshMs, ...nothing } = await client.get(of('A'));
  assert.deepEqual(nothing, { state: 'fresh', value: null, tags: [], lease: 0 });
  assert.ok(freshMs <= 5000);
  await pass(5500);
  assert.equal((await client.get(of('A'))).state, 'load');
});

test('a stale value goes out at once, to one with a lease and to the others without', async () => {
  const { client, other, pass, metric } = await start();
  const key = { kind: 'channels' as const, key: 'c' };
  const value = { id: 'c', title: 't', calls: 1, winRate: null, averageGain: null };
  await client.fill({ ...key, lease: (await client.get(key)).lease, value, tags: [] });
  await pass(31 * 60_000);
  const replies = [await client.get(key), await other.get(key), await other.get(key)];
  assert.deepEqual(
    replies.map((reply) => [reply.state, reply.lease > 0]),
    [
      ['stale', true],
      ['stale', false],
      ['stale', false],
    ],
  );
  assert.equal(metric('zapflow_cache_stale'), 3);
  await pass(2500);
  assert.ok((await other.get(key)).lease > 0, 'the lease ran out and the next has it');
  await pass(10 * 60_000);
  assert.equal((await other.get(key)).state, 'load');
});

test('what is put takes the lease from whoever loads, and all who wait have it', async () => {
  const { client, other, settle } = await start();
  const { lease } = await client.get(of('A'));
  const waiting = other.get(of('A'));
  await settle();
  await other.put({ kind: 'wallets', entries: [{ key: 'A', value: wallet(2), tags: [] }] });
  assert.equal(slotOf(await waiting), 2);
  assert.deepEqual(await client.fill({ ...of('A'), lease, value: wallet(1), tags: [] }), { isStored: false });
  assert.equal(slotOf(await client.get(of('A'))), 2);
});

test('of several put at once all are stored, or none when one does not fit', async () => {
  const { client } = await start();
  const entry = (key: string, value: object) => ({ key, value, tags: [] });
  const entries = [entry('A', wallet(1)), entry('B', { address: 'B' })];
  await assert.rejects(
    client.put({ kind: 'wallets', entries }),
    (error: { code: string; details: object }) => {
      assert.equal(error.code, 'CACHE_VALUE_INVALID');
      assert.match(JSON.stringify(error.details), /lamports/);
      return true;
    },
  );
  assert.equal((await client.get(of('A'))).state, 'load');
});

test('a fill that does not fit is refused, and the next who waits may load', async () => {
  const { client, other, settle, metric } = await start();
  const { lease } = await client.get(of('A'));
  const waiting = other.get(of('A'));
  await settle();
  const wrong = { ...of('A'), lease, value: { ...wallet(1), lamports: 5 }, tags: [] };
  await assert.rejects(client.fill(wrong), { code: 'CACHE_VALUE_INVALID' });
  assert.equal((await waiting).state, 'load');
  assert.equal(metric('zapflow_cache_refused', 'invalid'), 1);
});

test('a value too large to keep is refused', async () => {
  const { client } = await start();
  const { lease } = await client.get(of('A'));
  const tokens = Array.from({ length: 2000 }, () => ({ mint: 'x'.repeat(40), amount: '1', decimals: 6 }));
  const fill = { ...of('A'), lease, value: { ...wallet(1), tokens }, tags: [] };
  await assert.rejects(client.fill(fill), { code: 'CACHE_VALUE_INVALID', message: /too large/ });
});

test('a kind holds as many values as it may, and lets go of what was used least', async () => {
  const { client, store } = await start({ max: 3 });
  for (const key of ['A', 'B', 'C']) await store(key, 1);
  await client.get(of('A'));
  await store('D', 1);
  assert.equal((await client.get(of('B'))).state, 'load');
  assert.deepEqual(await Promise.all(['A', 'C', 'D'].map(async (key) => (await client.get(of(key))).state)), [
    'fresh',
    'fresh',
    'fresh',
  ]);
});

test('kinds, keys and tags that cannot be are refused', async () => {
  const { client } = await start();
  await assert.rejects(client.get({ kind: 'prices' as 'wallets', key: 'A' }), { code: 'MESSAGE_INVALID' });
  await assert.rejects(client.get(of('')), { code: 'MESSAGE_INVALID' });
  await assert.rejects(client.get(of('x'.repeat(257))), { code: 'MESSAGE_INVALID' });
  const fill = { ...of('A'), lease: 1, value: wallet(1) };
  await assert.rejects(client.fill({ ...fill, tags: Array(17).fill('t') }), { code: 'MESSAGE_INVALID' });
});

test('every invalidation is numbered, with a sign of life four times a second', async () => {
  const { client, pass, settle } = await start();
  const heard: string[] = [];
  const epochs = new Set<string>();
  client.on('invalidated', ({ epoch, sequence, kind, keys }) => {
    epochs.add(epoch);
    heard.push(`${sequence} ${kind} ${keys}`);
  });
  await settle();
  await pass(250);
  await client.invalidate({ kind: 'wallets', keys: ['A', 'B'], tags: [], isAll: false });
  await client.put({ kind: 'channels', entries: [{ key: 'c', value: null, tags: [] }] });
  await pass(500);
  assert.deepEqual(heard, ['1 null ', '2 wallets A,B', '3 channels c', '4 null ', '5 null ']);
  assert.equal(epochs.size, 1);
});

test('the hit rate of each kind is told, and counted for the metrics', async () => {
  const { client, store, metric, pass } = await start();
  await store('A', 1);
  for (let i = 0; i < 18; i++) await client.get(of('A'));
  await client.get(of('B'));
  const { wallets, channels } = await client.stats();
  const expected = {
    memoryHits: 18,
    redisHits: 0,
    misses: 2,
    staleServed: 0,
    loads: 2,
    entries: 1,
    hitRate: 0.9,
  };
  assert.deepEqual(wallets, expected);
  assert.equal(channels?.hitRate, null);
  await pass(250);
  assert.equal(metric('zapflow_cache_hits', 'memory'), 18);
  assert.equal(metric('zapflow_cache_misses', 'memory'), 2);
  assert.equal(metric('zapflow_cache_entries'), 1);
});

test('without Redis it is healthy and says that there is none', async () => {
  const { client } = await start();
  assert.deepEqual(await client.health(), {
    status: 'Healthy',
    says: 'Values are kept in memory; no Redis is configured.',
    layers: { memory: 'up', redis: 'off' },
    redisSinceMs: null,
    redisReason: null,
    queued: 0,
  });
});
