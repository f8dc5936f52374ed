import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { largeTrade } from './large-trade.ts';
import { randomMarket } from './testing/random-market.ts';
import { calm, calmBid, inject, mirror, startMs, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const fromMs = startMs + 90_000;
const sum = 2 * calmBid + 1;
const ask = calmBid + 1;
const feed = calm({ seconds: 120 });
/** 100,000 quote are 10 base at this price, which are 10,000 lots. */
const enough = 10_002;
const find = (...records: FeedRecord[]) => detect(largeTrade, inject(feed, records));

test('a calm market has no large trade', () => {
  assert.deepEqual(find(), []);
});

test('one large trade is told once, at its own time', () => {
  const found = find(trade(fromMs + 7, 'buy', ask, enough));
  assert.equal(found.length, 1);
  const [{ side, eventMs, price, strength, figures }] = found as [(typeof found)[0]];
  assert.deepEqual([side, eventMs, price, strength], ['buy', fromMs + 7, ask, 1]);
  assert.deepEqual([figures['sizeLots'], figures['trades']], [enough, 1]);
});

test('trades of one order count together, with the levels that it took', () => {
  const [found] = find(...[0, 1, 2].map((i) => trade(fromMs + 7, 'buy', ask + i, enough / 3)));
  assert.equal(found?.figures['sizeLots'], enough);
  assert.equal(found?.figures['sweptTicks'], 2);
  assert.deepEqual([found?.price, found?.invalidation], [ask + 2, ask]);
});

test('trades at different times, or of different sides, do not', () => {
  assert.deepEqual(find(...[0, 1, 2].map((i) => trade(fromMs + 7 + i, 'buy', ask, enough / 3))), []);
  const sides = [trade(fromMs + 7, 'buy', ask, enough / 2), trade(fromMs + 7, 'sell', calmBid, enough / 2)];
  assert.deepEqual(find(...sides), []);
});

test('what is worth too little is not large, however rare', () => {
  assert.deepEqual(find(trade(fromMs + 7, 'buy', ask, 9990)), []);
});

test('within the cool-down only a larger one of that side is told', () => {
  const sizes = [enough, enough, enough + 1];
  const found = find(...sizes.map((size, i) => trade(fromMs + 7 + 100 * i, 'buy', ask, size)));
  assert.deepEqual(
    found.map(({ figures }) => figures['sizeLots']),
    [enough, enough + 1],
  );
});

test('a large order is many times the median, whatever the quantile says', () => {
  const set = { quantile: 0, floorQuote: 0 };
  // the orders of the calm market are of 1 to 20 lots
  const sizes = [90, 130].map(
    (size) => detect(largeTrade, inject(feed, [trade(fromMs + 7, 'buy', ask, size)]), set).length,
  );
  assert.deepEqual(sizes, [0, 1]);
});

test('what is large nobody can say of fewer than twenty orders, nor after ten minutes without any', () => {
  const after = (orders: number) => {
    const usual = Array.from({ length: orders }, (_, i) => trade(startMs + 2000 * i, 'buy', ask, 10));
    return detect(largeTrade, [
      ...usual,
      ...[90_000, 91_000].map((ms) => trade(startMs + ms, 'sell', ask, enough)),
    ]);
  };
  assert.deepEqual(
    [19, 20].map((orders) => after(orders).length),
    [0, 1],
  );
  const late = [0, 1000].map((ms) => trade(startMs + 900_000 + ms, 'buy', ask, enough));
  assert.deepEqual(find(...late), []);
});

test('nothing is said in the first minute', () => {
  assert.deepEqual(find(trade(startMs + 50_000, 'buy', ask, enough)), []);
});

test('the same market upside down has the same large trades', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const records = randomMarket(seed, 120);
      const set = { floorQuote: 0, quantile: 0.95 };
      const upright = detect(largeTrade, records, set);
      assert.deepEqual(bare(detect(largeTrade, mirror(records), set)), mirrorDetections(upright, sum));
    }),
    { numRuns: 15 },
  );
});
