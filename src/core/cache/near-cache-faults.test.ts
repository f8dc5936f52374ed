// A near cache whose worker dies, restarts, falls silent or does not hear it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCacheOnClock } from '../../workers/cache/testing/cache-on-clock.ts';
import { AppError } from '../errors.ts';
import { createSource, slotOf, startNearCaches, type Wallet, wallet } from './testing/near-cache-on-clock.ts';

test('a service that was never heard of holds what the worker has for a second only', async () => {
  const cache = await startCacheOnClock();
  const source = createSource();
  const near = cache.near<Wallet>({ cache: { ...cache.connect(), on: () => () => {} }, load: source.load });
  await cache.near<Wallet>({ load: source.load }).get('A');
  await near.get('A');
  assert.deepEqual(near.get('A'), wallet(1));
  await cache.pass(1000);
  assert.ok(near.get('A') instanceof Promise);
});

test('an invalidation the living worker did not take is told again, and until then the source is asked', async () => {
  const { cache, source, other } = await startNearCaches();
  let refusals = 1;
  const client = cache.connect();
  const invalidate: typeof client.invalidate = (...given) =>
    refusals-- > 0 ? Promise.reject(new AppError('QUEUE_FULL')) : client.invalidate(...given);
  const near = cache.near<Wallet>({ cache: { ...client, invalidate }, load: source.load });
  await cache.pass(300);
  await near.get('A');
  source.slot = 2;
  assert.equal(await near.invalidate({ keys: ['A'] }), false);
  assert.equal(slotOf(await near.get('A')), 2);
  assert.equal(slotOf(await other.get('A')), 1);
  await cache.pass(300);
  assert.equal(slotOf(await other.get('A')), 2);
});

test('without the worker values are loaded from the source, and held for a second only', async () => {
  const { near, source, kill, pass } = await startNearCaches();
  await near.get('A');
  kill();
  await pass(1100);
  source.slot = 2;
  const asked = [near.get('A'), near.get('A')];
  assert.deepEqual((await Promise.all(asked)).map(slotOf), [2, 2]);
  assert.deepEqual(near.get('A'), wallet(2));
  await pass(1000);
  source.slot = 3;
  assert.equal(slotOf(await near.get('A')), 3);
  assert.equal(source.loads, 3);
});

test('a question open when the worker dies is answered from the source within a second', async () => {
  const { near, source, kill, pass } = await startNearCaches();
  const asked = near.get('A');
  kill();
  await pass(1001);
  assert.equal(slotOf(await asked), 1);
  assert.equal(source.loads, 1);
});

test('after the worker came back nothing from before is believed', async () => {
  const { near, other, source, kill, start: restart, pass } = await startNearCaches();
  await near.get('A');
  kill();
  source.slot = 2;
  await restart();
  await pass(300);
  assert.equal(slotOf(await near.get('A')), 2);
  assert.equal(slotOf(await other.get('A')), 2);
});

test('what was invalidated while the worker was gone is told to its successor', async () => {
  const {
    near,
    other,
    source,
    stop,
    start: restart,
    pass,
    settle,
  } = await startNearCaches({ withRedis: true });
  await near.get('A');
  await settle();
  await stop();
  await pass(1100);
  source.slot = 2;
  assert.equal(await near.invalidate({ keys: ['A'] }), false);
  await restart();
  await pass(600);
  assert.equal(slotOf(await other.get('A')), 2);
});

test('a service believes its own invalidation before the worker has heard of it', async () => {
  const { near, source, connect, pass, stop, start: restart } = await startNearCaches({ withRedis: true });
  await near.get('A');
  await pass(10);
  await stop();
  await pass(1100);
  source.slot = 2;
  await near.invalidate({ keys: ['A'] });
  const restarting = restart();
  assert.equal(slotOf(await near.get('A')), 2);
  await restarting;
  connect();
  assert.equal(slotOf(await near.get('A')), 2);
});

test('what the worker said while it missed an invalidation is not believed', async () => {
  const { cache, source, other } = await startNearCaches();
  await other.get('A');
  const client = cache.connect();
  const missed = Promise.withResolvers<never>();
  const late = Promise.withResolvers<void>();
  const get: typeof client.get = async (...given) => {
    const reply = await client.get(...given);
    await late.promise;
    return reply;
  };
  let tries = 0;
  const invalidate: typeof client.invalidate = (...given) =>
    ++tries === 1 ? missed.promise : client.invalidate(...given);
  const near = cache.near<Wallet>({
    cache: { ...client, get, invalidate },
    load: source.load,
  });
  await cache.pass(300);
  source.slot = 2;
  const telling = near.invalidate({ keys: ['A'] });
  const asked = near.get('A');
  await cache.settle();
  missed.reject(new AppError('CALL_EXPIRED'));
  assert.equal(await telling, false);
  // By then it has been told at the second attempt, after it had answered.
  await cache.pass(300);
  assert.equal(tries, 2);
  late.resolve();
  assert.equal(slotOf(await asked), 2);
});

test('a service that missed an invalidation sees it from the next sign of life', async () => {
  const cache = await startCacheOnClock();
  const source = createSource();
  const client = cache.connect();
  let isDeaf = false;
  const on: typeof client.on = (event, handler) =>
    client.on(event, (data, envelope) => (isDeaf ? undefined : handler(data, envelope)));
  const near = cache.near<Wallet>({ cache: { ...client, on }, load: source.load });
  await cache.pass(600);
  await near.get('A');
  assert.equal(source.loads, 1);
  isDeaf = true;
  source.slot = 2;
  await client.invalidate({ kind: 'wallets', keys: ['A'], tags: [], isAll: false });
  await cache.settle();
  assert.equal(slotOf(await near.get('A')), 1);
  isDeaf = false;
  await cache.pass(300);
  assert.equal(slotOf(await near.get('A')), 2);
  assert.deepEqual(near.get('A'), wallet(2));
});
