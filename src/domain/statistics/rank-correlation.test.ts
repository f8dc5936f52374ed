import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { correlationInterval, rankCorrelation } from './rank-correlation.ts';

test('ranks decide, whatever the scale; equal values share theirs', () => {
  assert.equal(rankCorrelation([1, 2, 3, 4], [10, 100, 1000, 1e9]), 1);
  assert.equal(rankCorrelation([1, 2, 3], [3, 2, 1]), -1);
  // ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3
  assert.ok(Math.abs(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4]) - 4.5 / Math.sqrt(4.5 * 5)) < 1e-12);
  assert.ok(Number.isNaN(rankCorrelation([1], [1])) && Number.isNaN(rankCorrelation([1, 1], [1, 2])));
});

test('it lies within −1 and 1, is the same both ways, and turns with one side', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 2,
  });
  fc.assert(
    fc.property(pairs, (all) => {
      const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
      const r = rankCorrelation(xs, ys);
      if (Number.isNaN(r)) return;
      assert.ok(Math.abs(r) <= 1 + 1e-12);
      assert.ok(Math.abs(rankCorrelation(ys, xs) - r) < 1e-12);
      assert.ok(
        Math.abs(
          rankCorrelation(
            xs,
            ys.map((y) => -y),
          ) + r,
        ) < 1e-12,
      );
    }),
  );
});

test('the interval holds the correlation and narrows with more pairs; of few there is none', () => {
  const few = correlationInterval(0.5, 20)!;
  const many = correlationInterval(0.5, 2000)!;
  assert.ok(few.low < many.low && many.low < 0.5 && 0.5 < many.high && many.high < few.high);
  assert.deepEqual([few.low.toFixed(3), few.high.toFixed(3)], ['0.060', '0.777']);
  assert.equal(correlationInterval(0.5, 4), undefined);
  assert.equal(correlationInterval(Number.NaN, 100), undefined);
  assert.ok(correlationInterval(1, 50)!.high <= 1);
});
