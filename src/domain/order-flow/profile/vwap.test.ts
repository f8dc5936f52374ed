import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Vwap } from './vwap.ts';

const trade = fc.record({
  price: fc.oneof(fc.integer({ min: 1_000_000, max: 1_000_900 }), fc.integer({ min: 1, max: 2 ** 40 })),
  size: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 2 ** 45 })),
});

/** Whether a float is a fraction to 12 digits: |float × below − above| is compared in whole numbers. */
function isNear(float: number, above: bigint, below: bigint): boolean {
  const scaled = BigInt(Math.round(float * 2 ** 20)) * below;
  const apart = scaled - above * 2n ** 20n;
  const room = (above * 2n ** 20n) / 10n ** 12n + below;
  return (apart < 0n ? -apart : apart) <= room;
}

test('the average and the variance are those of exact fractions', () => {
  fc.assert(
    fc.property(fc.array(trade, { minLength: 1, maxLength: 60 }), (all) => {
      const vwap = new Vwap();
      let [lots, sum, squares] = [0n, 0n, 0n];
      for (const { price, size } of all) {
        vwap.add(price, size);
        const [p, q] = [BigInt(price), BigInt(size)];
        lots += q;
        sum += p * q;
        squares += p * p * q;
      }
      assert.ok(isNear(vwap.price, sum, lots));
      const above = squares * lots - sum * sum;
      const deviation = Math.sqrt(Number(above)) / Number(lots);
      assert.ok(Math.abs(vwap.deviation - deviation) <= deviation * 1e-12);
    }),
  );
});

test('equal prices have no deviation at all, however many and however high', () => {
  const vwap = new Vwap();
  for (let i = 1; i < 1000; i++) vwap.add(2 ** 50 + 1, 2 ** 40 + i);
  assert.deepEqual([vwap.price, vwap.deviation, vwap.band(2)], [2 ** 50 + 1, 0, 2 ** 50 + 1]);
});

test('bands lie whole deviations apart from the average', () => {
  const vwap = new Vwap();
  vwap.add(100, 3);
  vwap.add(110, 3);
  assert.deepEqual([vwap.price, vwap.deviation, vwap.band(2), vwap.band(-1)], [105, 5, 115, 100]);
});

test('before the first trade there is no average', () => {
  const { price, deviation } = new Vwap();
  assert.ok(Number.isNaN(price) && Number.isNaN(deviation));
});

test('sums of parts are those of the whole, and a part of which the worth alone is known counts at its average', () => {
  const [whole, first, second] = [new Vwap(100), new Vwap(100), new Vwap(100)];
  for (const [price, size] of [
    [100, 3],
    [104, 1],
    [96, 4],
  ] as const) {
    whole.add(price, size);
    (size === 4 ? second : first).add(price, size);
  }
  const joined = new Vwap(100);
  joined.addAll(first);
  joined.addAll(second);
  assert.deepEqual([joined.price, joined.deviation], [whole.price, whole.deviation]);
  const told = new Vwap(100);
  told.addAll(second);
  told.addWorth(404n, 4);
  assert.equal(told.price, whole.price);
  assert.equal(told.deviation, 2.5);
  assert.throws(() => joined.addAll(withTrade(50)), RangeError);
});

function withTrade(price: number): Vwap {
  const vwap = new Vwap();
  vwap.add(price, 1);
  return vwap;
}
