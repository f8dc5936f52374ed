import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BUCKETS, bucketOf, lowestOf } from './size-buckets.ts';

const size = fc.oneof(fc.nat(200), fc.nat(), fc.maxSafeNat());

test('a bucket begins at most one part in 32 below what falls into it', () => {
  fc.assert(
    fc.property(size, (value) => {
      const lowest = lowestOf(bucketOf(value));
      assert.ok(lowest <= value && value - lowest <= value / 32);
      if (value < 64) assert.equal(lowest, value);
    }),
  );
});

test('buckets follow one another without a hole from 0 to the largest whole number', () => {
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    assert.equal(bucketOf(lowestOf(bucket)), bucket);
    if (bucket > 0) assert.equal(bucketOf(lowestOf(bucket) - 1), bucket - 1);
  }
  assert.equal(bucketOf(Number.MAX_SAFE_INTEGER), BUCKETS - 1);
});
