import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ExactSum } from './exact-sum.ts';

test('sums of products are exact, whatever their size and sign', () => {
  const number = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -9, max: 9 }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number)), (products) => {
      const sum = new ExactSum();
      let wanted = 0n;
      for (const [a, b, c] of products) {
        sum.add(a, b, c);
        wanted += BigInt(a) * BigInt(b) * BigInt(c);
        assert.equal(sum.value, wanted);
      }
    }),
  );
});
