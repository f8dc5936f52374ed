import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wilsonInterval } from './wilson-interval.ts';

const shown = (hits: number, trials: number) =>
  Object.values(wilsonInterval(hits, trials)).map((value) => value.toFixed(4));

test('intervals are those of tables', () => {
  assert.deepEqual(shown(0, 10), ['0.0000', '0.2775']);
  assert.deepEqual(shown(5, 10), ['0.2366', '0.7634']);
  assert.deepEqual(shown(60, 100), ['0.5020', '0.6906']);
  assert.deepEqual(shown(0, 0), ['0.0000', '1.0000']);
});

test('an interval holds the share, lies within 0 and 1, and narrows with more of the same', () => {
  const counts = fc.tuple(fc.nat(500), fc.nat(500)).filter(([a, b]) => a + b > 0);
  fc.assert(
    fc.property(counts, ([hits, misses]) => {
      const trials = hits + misses;
      const { low, high } = wilsonInterval(hits, trials);
      const more = wilsonInterval(hits * 4, trials * 4);
      assert.ok(low >= 0 && low <= hits / trials + 1e-12 && high >= hits / trials - 1e-12 && high <= 1);
      assert.ok(more.high - more.low < high - low);
    }),
  );
});
