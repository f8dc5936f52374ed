import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm, calmBid, inject, startMs, trade } from '../testing/records.ts';
import { toWords, watch } from './testing/watch.ts';
import { whaleTrade } from './whale-trade.ts';

const feed = calm({ seconds: 130 });
const buys = (...orders: readonly (readonly [second: number, lots: number])[]) =>
  inject(
    feed,
    orders.map(([second, lots]) => trade(startMs + second * 1000, 'buy', calmBid + 1, lots)),
  );

test('a calm market has no whale', () => {
  assert.deepEqual(watch(whaleTrade, feed), []);
});

test('an order of many times the usual is told at its own time', () => {
  const found = watch(whaleTrade, buys([90.007, 26_000]));
  assert.deepEqual(toWords(found), ['medium buy 90.007']);
  assert.equal(found[0]?.figures['sizeLots'], 26_000);
});

test('one of a few times the usual is low', () => {
  // so that the largest of the usual orders are of 5000 lots
  const usual = Array.from({ length: 20 }, (_, i) => [10.007 + i * 3, 5000] as const);
  assert.deepEqual(toWords(watch(whaleTrade, buys(...usual, [90.007, 26_000]))), ['low buy 90.007']);
  assert.deepEqual(watch(whaleTrade, buys(...usual, [90.007, 14_000])), []);
});

test('what is worth less than the floor is no whale', () => {
  assert.deepEqual(watch(whaleTrade, buys([90.007, 24_900])), []);
});

test('orders that follow one another are one episode, a later one is another', () => {
  const found = watch(whaleTrade, buys([90.007, 26_000], [95.007, 26_000], [120.007, 90_000]));
  assert.deepEqual(toWords(found), ['medium buy 90.007', 'low buy 120.007']);
});

test('an order over several prices is told at the one it reached', () => {
  const atMs = startMs + 90_007;
  const sweep = [0, 1, 2].map((i) => trade(atMs, 'buy', calmBid + 1 + i, 10_000));
  const [found] = watch(whaleTrade, inject(feed, sweep));
  assert.deepEqual([found?.price, found?.figures['trades']], [calmBid + 3, 3]);
});
