import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FeedRecord } from '../domain/market/feed-record.ts';
import { iceberg } from './iceberg.ts';
import { randomMarket } from './testing/random-market.ts';
import { book, calm, calmBid, inject, mirror, record, startMs, trade, wholeBook } from './testing/records.ts';
import { bare, detect, mirrorDetections } from './testing/scenario.ts';

const fromMs = startMs + 90_000;
const feed = calm({ seconds: 120 });
const ask = calmBid + 1;

type Hits = {
  times?: number;
  lots?: number;
  shown?: number;
  refilled?: number;
  afterMs?: number;
  at?: number;
};

/** The ask is small, is hit again and again and, so many ms after each hit, shows so much again. */
function hits({ times = 5, lots = 2000, shown = 1000, refilled = shown, afterMs = 20, at = ask }: Hits = {}) {
  const records: FeedRecord[] = [];
  for (let i = 0; i < times; i++) {
    const atMs = fromMs + i * 500;
    records.push(trade(atMs + 1, 'buy', ask, lots));
    records.push(...book(atMs + 1 + Math.min(10, afterMs), ['ask', ask, Math.max(0, shown - lots)]));
    records.push(...book(atMs + 1 + afterMs, ['ask', at, refilled]));
  }
  return records;
}

/** Nothing but the hits happens in the time they take. */
function quietWith(records: readonly FeedRecord[]): FeedRecord[] {
  const toMs = records.at(-1)?.eventMs ?? fromMs;
  return inject(
    feed.filter(({ eventMs }) => eventMs < fromMs - 50 || eventMs > toMs + 50),
    records,
  );
}
const find = (hit: Hits = {}) => detect(iceberg, quietWith(hits(hit)));

test('a calm market has no iceberg', () => {
  assert.deepEqual(detect(iceberg, feed), []);
});

test('a level that is filled up again and again is one iceberg, told at the third refill', () => {
  const found = find({ times: 8 });
  assert.equal(found.length, 1);
  const [{ side, price, eventMs, figures, trades, invalidation }] = found as [(typeof found)[0]];
  assert.deepEqual([side, price, invalidation], ['sell', ask, ask]);
  assert.equal(eventMs, fromMs + 2 * 500 + 21);
  assert.equal(figures['refills'], 3);
  assert.equal(figures['executedLots'], 6000);
  assert.equal(figures['shownLots'], 1000);
  assert.ok(trades && trades.from <= trades.to);
});

test('two refills are too few', () => {
  assert.deepEqual(find({ times: 2, lots: 9000 }), []);
});

test('less than three times what was shown is too little', () => {
  assert.deepEqual(find({ times: 4, shown: 3000, lots: 2200 }), []);
  assert.equal(find({ times: 4, shown: 3000, lots: 2300 }).length, 1);
});

test('a level that is topped up after small trades is no iceberg', () => {
  assert.deepEqual(find({ times: 60, shown: 3000, lots: 400 }), []);
});

test('a refill after the time allowed is none', () => {
  assert.deepEqual(find({ afterMs: 320 }), []);
  assert.equal(find({ afterMs: 290 }).length, 1);
});

test('another level that grows refills nothing', () => {
  assert.deepEqual(find({ at: ask + 1 }), []);
});

test('a level that only shrinks by what was executed was not refilled', () => {
  let left = 20_000;
  const records = Array.from({ length: 10 }, (_, i) => {
    left -= 1500;
    const atMs = fromMs + i * 100;
    return [trade(atMs, 'buy', ask, 1500), ...book(atMs + 10, ['ask', ask, left])];
  }).flat();
  const start = book(fromMs - 10, ['ask', ask, 20_000]);
  assert.deepEqual(detect(iceberg, quietWith([...start, ...records])), []);
});

test('an iceberg that goes on fires again only after its time', () => {
  assert.equal(find({ times: 30 }).length, 1);
  assert.ok(detect(iceberg, quietWith(hits({ times: 30 })), { coolDownMs: 3000 }).length > 1);
});

test('what was known of the book is forgotten at a gap', () => {
  const gap = [record('gap', fromMs + 700), ...wholeBook(fromMs + 750)];
  assert.deepEqual(detect(iceberg, quietWith(inject(hits({ times: 4 }), gap))), []);
});

test('a bid that is filled up speaks for rising prices', () => {
  const sum = 2 * calmBid + 1;
  const [found] = detect(iceberg, mirror(quietWith(hits())));
  assert.deepEqual([found?.side, found?.price], ['buy', sum - ask]);
});

test('the same market upside down has the same icebergs upside down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), (seed) => {
      const records = randomMarket(seed, 100);
      const set = { executedToShown: 0.5, minRefills: 2, executedToMedian: 1, coolDownMs: 1000 };
      const upright = detect(iceberg, records, set);
      assert.deepEqual(
        bare(detect(iceberg, mirror(records), set)),
        mirrorDetections(upright, 2 * calmBid + 1),
      );
    }),
    { numRuns: 15 },
  );
});
