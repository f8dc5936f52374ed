import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barOf, barOfRows, trades } from '../testing/arbitrary-flow.ts';
import { nakedPocs, pocOf } from './poc.ts';

test('the point of control has the most volume, is the nearest such row to mid-range, and the lower of two as near', () => {
  fc.assert(
    fc.property(trades(), (all) => {
      const bar = barOf(all);
      const poc = pocOf(bar)!;
      const most = Math.max(...bar.rows.map(({ ask, bid }) => ask + bid));
      const apart = (row: number) => Math.abs(row * 10 + 4.5 - (bar.high + bar.low) / 2);
      const [wanted] = bar.rows
        .filter(({ ask, bid }) => ask + bid === most)
        .sort((a, b) => apart(a.row) - apart(b.row) || a.row - b.row);
      assert.equal(poc, wanted);
    }),
  );
});

test('of two rows as large and as near the lower is taken', () => {
  const bar = barOfRows([1, [4, 1], 0, 5, 1]);
  assert.equal(pocOf(bar)?.row, 101);
});

test('a point of control is naked until a later bar trades in its row', () => {
  const at = (openMs: number, firstRow: number) => barOfRows([1, 9, 1], { openMs, firstRow });
  const rowsOf = (...firstRows: number[]) =>
    nakedPocs(firstRows.map((firstRow, index) => at(index, firstRow))).map(({ row }) => row);
  assert.deepEqual(rowsOf(100), [101]);
  assert.deepEqual(rowsOf(100, 102), [101, 103]);
  assert.deepEqual(rowsOf(100, 101), [102]);
  // jumped over, not traded
  assert.deepEqual(rowsOf(100, 200, 50), [101, 201, 51]);
});

test('points of control older than the look-back are forgotten', () => {
  const bars = Array.from({ length: 81 }, (_, i) => barOfRows([1], { openMs: i, firstRow: 10 * i }));
  assert.equal(nakedPocs(bars)[0]?.openMs, 1);
  assert.equal(nakedPocs(bars).length, 80);
});
