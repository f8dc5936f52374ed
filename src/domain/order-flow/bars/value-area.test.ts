import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { volumeOf } from '../footprint.ts';
import { barOf, barOfRows, trades } from '../testing/arbitrary-flow.ts';
import { pocOf } from './poc.ts';
import { type ValueAreaSettings, valueAreaOf } from './value-area.ts';

const settings: fc.Arbitrary<ValueAreaSettings> = fc.record({
  percent: fc.constantFrom(68, 70, 100),
  step: fc.constantFrom(1, 2),
});

test('the value area holds its share around the point of control, and would not without its last step', () => {
  fc.assert(
    fc.property(settings, trades(), (of, all) => {
      const bar = barOf(all);
      const area = valueAreaOf(bar, of)!;
      const poc = pocOf(bar)!;
      const between = (low: number, high: number) =>
        bar.rows.filter(({ row }) => row >= low && row <= high).reduce((sum, r) => sum + r.ask + r.bid, 0);
      assert.ok(area.low <= poc.row && poc.row <= area.high);
      assert.equal(area.lots, between(area.low, area.high));
      assert.ok(area.lots * 100 >= of.percent * volumeOf(bar));
      const isTooSmall = (low: number, high: number) => between(low, high) * 100 < of.percent * volumeOf(bar);
      assert.ok(
        (area.low === poc.row && area.high === poc.row) ||
          isTooSmall(Math.min(poc.row, area.low + of.step), area.high) ||
          isTooSmall(area.low, Math.max(poc.row, area.high - of.step)),
      );
    }),
  );
});

const rows = [3, 6, [9, 1], 20, 8, 8, 1] as const;

test('pairs are compared, and the upper one is taken where both are equal', () => {
  // 56 lots, 39.2 wanted: 20 at row 103; 16 above, 16 below: up to 36; then 16 below against 1 above
  assert.deepEqual(valueAreaOf(barOfRows(rows)), { low: 101, high: 105, lots: 52 });
});

test('by single rows the area can be another', () => {
  // 20, then 10 below against 8 above, then 8 above against 6 below, then 8 above again
  assert.deepEqual(valueAreaOf(barOfRows(rows), { percent: 70, step: 1 }), { low: 102, high: 105, lots: 46 });
});

test('two percent can make the difference', () => {
  const bar = barOfRows([3, 20, 14, 13]);
  assert.equal(valueAreaOf(bar, { percent: 68, step: 2 })?.lots, 47);
  assert.equal(valueAreaOf(bar, { percent: 68, step: 1 })?.lots, 34);
  assert.equal(valueAreaOf(bar, { percent: 70, step: 1 })?.lots, 47);
});

test('at the edge of the bar the side that still has rows is taken', () => {
  const all = { percent: 100, step: 2 } as const;
  assert.deepEqual(valueAreaOf(barOfRows([1, 1, 9]), all), { low: 100, high: 102, lots: 11 });
  assert.deepEqual(valueAreaOf(barOfRows([9, 0, 0, 1]), all), { low: 100, high: 103, lots: 10 });
  assert.equal(valueAreaOf(barOfRows([])), undefined);
});
