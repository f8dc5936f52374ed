import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BarSeries } from './bar-series.ts';

test('bars stand in the order of their openings, one for each, the newest that fit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30)), fc.integer({ min: 1, max: 12 }), (openings, most) => {
      const series = new BarSeries<{ openMs: number; at: number }>(most);
      const kept = new Map<number, number>();
      openings.forEach((openMs, at) => {
        series.put({ openMs, at });
        kept.set(openMs, at);
        for (const least of [...kept.keys()].sort((a, b) => a - b).slice(0, -most)) kept.delete(least);
      });
      assert.deepEqual(
        series.all.map(({ openMs, at }) => [openMs, at]),
        [...kept].sort(([a], [b]) => a - b),
      );
    }),
  );
});

test('a bar is found by its opening, and the last one is told', () => {
  const series = new BarSeries<{ openMs: number }>(10);
  assert.equal(series.put({ openMs: 20 }), true);
  assert.equal(series.put({ openMs: 10 }), false);
  assert.deepEqual(
    [series.find(10), series.find(15), series.last],
    [{ openMs: 10 }, undefined, { openMs: 20 }],
  );
});

test('what opened after a moment is left out, and what opened then stays', () => {
  const series = new BarSeries<{ openMs: number }>(10);
  for (const openMs of [10, 20, 30]) series.put({ openMs });
  series.dropAfter(20);
  assert.deepEqual(series.all, [{ openMs: 10 }, { openMs: 20 }]);
});
