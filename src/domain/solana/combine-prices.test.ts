import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { combinePrices, type WeighedSource, weightOf } from './combine-prices.ts';

const NOW = 1_700_000_000_000;
const DISPUTE_BPS = 300;

const at = (price: bigint, liquidityUsd: number, ageMs = 0): WeighedSource => ({
  price,
  liquidityUsd,
  atMs: NOW - ageMs,
  freshMs: 60_000,
});
const anySource = fc
  .record({
    price: fc.bigInt({ min: 1n, max: 10n ** 30n }),
    liquidityUsd: fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.constant(1000)),
    ageMs: fc.integer({ min: -5000, max: 90_000 }),
  })
  .map(({ price, liquidityUsd, ageMs }) => at(price, liquidityUsd, ageMs));
const anySources = fc.array(anySource, { maxLength: 12 });

test('the combined price is never outside the range of its fresh sources', () => {
  fc.assert(
    fc.property(anySources, (sources) => {
      const { price } = combinePrices(sources, NOW, DISPUTE_BPS);
      const fresh = sources.filter((source) => weightOf(source, NOW) > 0).map((source) => source.price);
      if (price === null) return assert.equal(fresh.length, 0);
      assert.ok(fresh.some((one) => one <= price) && fresh.some((one) => one >= price));
    }),
  );
});

test('the order of the sources changes nothing', () => {
  fc.assert(
    fc.property(
      anySources.chain((sources) =>
        fc.tuple(fc.constant(sources), fc.shuffledSubarray(sources, { minLength: sources.length })),
      ),
      ([sources, shuffled]) => {
        const combined = combinePrices(sources, NOW, DISPUTE_BPS);
        assert.deepEqual(combinePrices(shuffled, NOW, DISPUTE_BPS), combined);
      },
    ),
  );
});

test('one liar with little liquidity among three stays without effect, whatever it says', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 40n }),
      fc.double({ min: 0, max: 90_000, noNaN: true }),
      fc.integer({ min: 0, max: 30_000 }),
      (lie, liquidity, ageMs) => {
        const honest = [at(1_000_000n, 100_000, ageMs), at(1_001_000n, 120_000, ageMs)];
        const { price } = combinePrices([...honest, at(lie, Math.min(liquidity, 10_000))], NOW, DISPUTE_BPS);
        assert.ok(price !== null && price >= 1_000_000n && price <= 1_001_000n);
      },
    ),
  );
});

test('a source that grew old leaves, and without a fresh one there is no price', () => {
  assert.equal(combinePrices([at(5n, 1000, 59_999)], NOW, DISPUTE_BPS).price, 5n);
  assert.equal(combinePrices([at(5n, 1000, 60_000)], NOW, DISPUTE_BPS).price, null);
  assert.equal(combinePrices([at(5n, 1e9, 60_000), at(7n, 1)], NOW, DISPUTE_BPS).price, 7n);
  assert.equal(combinePrices([], NOW, DISPUTE_BPS).price, null);
});

test('the older of two equal sources weighs less, and halves that meet exactly give the middle', () => {
  assert.equal(combinePrices([at(100n, 1000), at(200n, 1000)], NOW, DISPUTE_BPS).price, 150n);
  assert.equal(combinePrices([at(100n, 1000, 30_000), at(200n, 1000)], NOW, DISPUTE_BPS).price, 200n);
});

test('sources that are farther apart than allowed are disputed, unless one is too small to matter', () => {
  const far = combinePrices([at(10_000n, 1e6), at(10_400n, 1e6), at(10_000n, 1e6)], NOW, DISPUTE_BPS);
  assert.deepEqual(far, { price: 10_000n, disagreementBps: 400, isDisputed: true });
  const near = combinePrices([at(10_000n, 1e6), at(10_300n, 1e6), at(10_000n, 1e6)], NOW, DISPUTE_BPS);
  assert.equal(near.isDisputed, false);
  const small = combinePrices([at(10_000n, 1e6), at(20_000n, 1000)], NOW, DISPUTE_BPS);
  assert.deepEqual(small, { price: 10_000n, disagreementBps: 10_000, isDisputed: false });
});
