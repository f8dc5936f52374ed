import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeededRandom } from '../random.ts';
import { toBackoffMs } from './backoff.ts';

test('a backoff lies in the upper half of a ceiling that doubles up to the maximum', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer(), (failures, seed) => {
      const ceilingMs = Math.min(60_000, 100 * 2 ** Math.min(failures - 1, 40));
      const delayMs = toBackoffMs(failures, { baseMs: 100, maxMs: 60_000 }, createSeededRandom(seed));
      assert.ok(delayMs >= ceilingMs / 2 && delayMs <= ceilingMs);
    }),
  );
});

test('two clients that failed together do not come back together', () => {
  const backoff = { baseMs: 100, maxMs: 60_000 };
  const delays = [1, 2, 3].map((seed) => toBackoffMs(5, backoff, createSeededRandom(seed)));
  assert.equal(new Set(delays).size, 3);
});
