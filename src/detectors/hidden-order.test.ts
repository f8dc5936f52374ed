import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { hiddenOrder } from './hidden-order.ts';
import { randomMarket } from './testing/random-market.ts';
import { book, calm, calmBid, inject, mirror, record, startMs, trade } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const fromMs = startMs + 90_000;
const sum = 2 * calmBid + 1;
const feed = calm({ seconds: 100 }).filter(({ eventMs }) => eventMs < fromMs || eventMs > fromMs + 2000);
/** A deep level with 500 lots, hit by 12,000: ten median levels and more remain unseen. */
const price = calmBid - 5;
const shown = book(fromMs + 10, ['bid', price, 500]);

const find = (...records: FeedRecord[]) => detect(hiddenOrder, inject(feed, [...shown, ...records]));

test('a calm market hides nothing', () => {
  assert.deepEqual(detect(hiddenOrder, calm({ seconds: 100 })), []);
});

test('one level that gives far more than it showed is one hidden order', () => {
  const found = find(trade(fromMs + 100, 'sell', price, 6000), trade(fromMs + 101, 'sell', price, 6000));
  assert.equal(found.length, 1);
  const [{ side, eventMs, strength, figures, invalidation }] = found as [(typeof found)[0]];
  assert.deepEqual([side, eventMs, strength, invalidation], ['buy', fromMs + 101, 1, price]);
  assert.deepEqual([figures['executedLots'], figures['visibleLots']], [12_000, 500]);
});

test('what was visible is not hidden, however much it is', () => {
  const wall = book(fromMs + 50, ['bid', price, 12_000]);
  assert.deepEqual(find(...wall, trade(fromMs + 100, 'sell', price, 12_000)), []);
});

test('what the book told in between counts as visible', () => {
  const records = [1, 2, 3, 4].flatMap((i) => [
    trade(fromMs + i * 100, 'sell', price, 4500),
    ...book(fromMs + i * 100 + 50, ['bid', price, 5000]),
  ]);
  assert.deepEqual(find(...records), []);
});

test('what the ticker told in between counts as visible', () => {
  const touch = (atMs: number, size: number) => [
    record('bestBid', atMs, calmBid, size),
    record('bestAsk', atMs, calmBid + 1, 1000),
  ];
  const hit = (atMs: number) => trade(atMs, 'sell', calmBid, 6000);
  const told = [
    ...touch(fromMs + 99, 6001),
    hit(fromMs + 100),
    ...touch(fromMs + 101, 6000),
    hit(fromMs + 102),
  ];
  assert.deepEqual(find(...told), []);
  assert.equal(find(hit(fromMs + 100), hit(fromMs + 102)).length, 1);
});

test('a book older than a second says nothing', () => {
  assert.deepEqual(find(trade(fromMs + 1011, 'sell', price, 12_000)), []);
  assert.equal(find(trade(fromMs + 1010, 'sell', price, 12_000)).length, 1);
});

test('a trade that comes after the book which shows it hides nothing', () => {
  const eaten = book(fromMs + 100, ['bid', price, 0]);
  assert.deepEqual(find(...eaten, trade(fromMs + 100, 'sell', price, 500)), []);
  assert.deepEqual(
    find(...eaten, { ...trade(fromMs + 100, 'sell', price, 12_000), eventMs: fromMs + 90 }),
    [],
  );
});

test('a trade where the book shows the other side finds an outdated book, not a hidden order', () => {
  assert.deepEqual(find(trade(fromMs + 100, 'buy', price, 12_000)), []);
});

test('nothing is said while the book is unknown', () => {
  assert.deepEqual(find(record('gap', fromMs + 50), trade(fromMs + 100, 'sell', price, 12_000)), []);
});

test('the same market upside down hides the same orders upside down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const records = randomMarket(seed, 90);
      const set = { hiddenToMedian: 1, coolDownMs: 1000 };
      const upright = detect(hiddenOrder, records, set);
      const found = detect(hiddenOrder, mirror(records), set);
      assert.deepEqual(bare(found), mirrorDetections(upright, sum));
    }),
    { numRuns: 15 },
  );
});
