import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  BUCKET_COUNT,
  type HistogramValue,
  mergeHistograms,
  percentile,
  toBucket,
  upperBound,
} from './log-linear.ts';

function histogramOf(values: readonly number[]): HistogramValue {
  const buckets = new Array<number>(BUCKET_COUNT).fill(0);
  for (const value of values) buckets[toBucket(value)]! += 1;
  return { count: values.length, sum: values.reduce((a, b) => a + b, 0), buckets };
}

const inRange = fc.double({ min: 1e-3, max: 1e9, noNaN: true });

test('a value lies within the bounds of its bucket, over the whole range', () => {
  fc.assert(
    fc.property(fc.double({ min: -10, max: 1e12, noNaN: true }), (value) => {
      const bucket = toBucket(value);
      assert.ok(value < upperBound(bucket));
      assert.ok(bucket === 0 || value >= upperBound(bucket - 1));
    }),
  );
});

test('buckets rise without a gap and the extremes have one each', () => {
  for (let bucket = 1; bucket < BUCKET_COUNT - 1; bucket += 1)
    assert.equal(toBucket(upperBound(bucket - 1)), bucket);
  assert.equal(toBucket(0), 0);
  assert.equal(toBucket(-1), 0);
  assert.equal(toBucket(1e10), BUCKET_COUNT - 1);
  assert.equal(upperBound(BUCKET_COUNT - 1), Number.POSITIVE_INFINITY);
});

test('a percentile is within 6 % of the exact one', () => {
  fc.assert(
    fc.property(fc.array(inRange, { minLength: 1 }), fc.constantFrom(0, 0.5, 0.9, 0.99, 1), (values, q) => {
      const sorted = [...values].sort((a, b) => a - b);
      const exact = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!;
      const got = percentile(histogramOf(values), q)!;
      assert.ok(Math.abs(got - exact) <= exact * 0.06, `${got} for ${exact}`);
    }),
  );
});

test('an empty histogram has no percentile; extremes read as the ends of the range', () => {
  assert.equal(percentile(histogramOf([]), 0.5), undefined);
  assert.equal(percentile(histogramOf([0]), 0.5), 0);
  assert.equal(percentile(histogramOf([1e12]), 0.5), 2 ** 30);
});

test('merging two histograms is the histogram of all their values', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.array(fc.nat()), (a, b) => {
      assert.deepEqual(mergeHistograms(histogramOf(a), histogramOf(b)), histogramOf([...a, ...b]));
    }),
  );
});
