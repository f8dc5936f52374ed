import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BookSide } from './book-side.ts';
import { OrderBook } from './order-book.ts';

const side = fc.constantFrom('bid', 'ask');
/** Prices near one another, far apart, and where the window begins. */
const price = fc.oneof(fc.nat(40), fc.integer({ min: 9980, max: 10_020 }), fc.nat(2_000_000));
const change = fc.record({ price, size: fc.oneof(fc.constant(0), fc.nat(5)) });

test('a side holds what a map would hold, and its best and top are those of the sorted map', () => {
  fc.assert(
    fc.property(side, fc.array(change, { maxLength: 200 }), (name, changes) => {
      const book = new BookSide(name);
      const plain = new Map<number, number>();
      for (const { price, size } of changes) {
        assert.equal(book.set(price, size), plain.get(price) ?? 0);
        if (size === 0) plain.delete(price);
        else plain.set(price, size);
        const sorted = [...plain].sort(([a], [b]) => (name === 'bid' ? b - a : a - b));
        assert.equal(book.size, plain.size);
        assert.equal(book.best, sorted[0]?.[0] ?? Number.NaN);
        assert.equal(book.bestSize, sorted[0]?.[1] ?? 0);
        const prices = new Float64Array(8);
        const sizes = new Float64Array(8);
        const found = book.top(8, prices, sizes);
        assert.deepEqual(
          Array.from({ length: found }, (_, i) => [prices[i], sizes[i]]),
          sorted.slice(0, 8),
        );
        const order = (levels: Iterable<readonly [number, number]>) =>
          [...levels].map(([at, size]) => [at, size] as const).sort(([a], [b]) => a - b);
        assert.deepEqual(order(book.levels()), order(plain));
      }
    }),
  );
});

test('near tick 0, where the window cannot go lower, a side holds what a map would hold', () => {
  const low = fc.oneof(fc.nat(3), fc.nat(1100), fc.integer({ min: 7100, max: 8300 }));
  const lowChange = fc.record({ price: low, size: fc.oneof(fc.constant(0), fc.nat(5)) });
  fc.assert(
    fc.property(side, fc.array(lowChange, { maxLength: 200 }), (name, changes) => {
      const book = new BookSide(name);
      const plain = new Map<number, number>();
      for (const { price, size } of changes) {
        assert.equal(book.set(price, size), plain.get(price) ?? 0);
        if (size === 0) plain.delete(price);
        else plain.set(price, size);
        const sorted = [...plain].sort(([a], [b]) => (name === 'bid' ? b - a : a - b));
        assert.equal(book.best, sorted[0]?.[0] ?? Number.NaN);
        const prices = new Float64Array(sorted.length);
        const sizes = new Float64Array(sorted.length);
        assert.equal(book.top(sorted.length, prices, sizes), sorted.length);
        assert.deepEqual(
          sorted.map((_, i) => [prices[i], sizes[i]]),
          sorted,
        );
        assert.equal(
          book.between(0, 9000),
          [...plain.values()].reduce((sum, lots) => sum + lots, 0),
        );
      }
    }),
  );
});

test('the lots between two prices are those of each price in between, near the best and far from it', () => {
  fc.assert(
    fc.property(
      side,
      fc.array(change, { maxLength: 100 }),
      price,
      fc.nat(9000),
      (name, changes, low, span) => {
        const book = new BookSide(name);
        for (const { price, size } of changes) book.set(price, size);
        let sum = 0;
        for (const [at, size] of book.levels()) if (at >= low && at <= low + span) sum += size;
        assert.equal(book.between(low, low + span), sum);
      },
    ),
  );
});

test('a book is sound while both sides have levels and do not cross', () => {
  const book = new OrderBook();
  assert.equal(book.isSound, false);
  book.set('bid', 10, 1);
  assert.equal(book.isSound, false);
  book.set('ask', 11, 1);
  assert.equal(book.isSound, true);
  assert.deepEqual([book.mid, book.spread], [10.5, 1]);
  book.set('bid', 11, 2);
  assert.equal(book.isSound, false);
  book.clear();
  assert.ok(Number.isNaN(book.mid));
});

test('what rests within some ticks of the best is summed', () => {
  const bids = new BookSide('bid');
  for (const [price, size] of [
    [100, 1],
    [99, 2],
    [97, 4],
    [50, 8],
  ] as const)
    bids.set(price, size);
  assert.deepEqual([bids.within(0), bids.within(1), bids.within(3), bids.within(50)], [1, 3, 7, 15]);
});
