import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { barOf, barOfRows, trades } from '../testing/arbitrary-flow.ts';
import { diagonalImbalances, stackedImbalances } from './diagonal-imbalance.ts';

const rowsOf = (...lots: (readonly [ask: number, bid: number])[]) => barOfRows(lots).rows;

test('buyers are held against the sellers one row below, sellers against the buyers one row above', () => {
  const rows = rowsOf([2, 3], [10, 9], [2, 0]);
  assert.deepEqual(diagonalImbalances(rows), [
    { row: 101, side: 'buy', ratio: 10 / 3 },
    { row: 101, side: 'sell', ratio: 9 / 2 },
  ]);
});

test('exactly the ratio is not enough, nothing to compare with is none, and small volumes can be left out', () => {
  assert.deepEqual(diagonalImbalances(rowsOf([0, 3], [9, 0])), []);
  assert.deepEqual(diagonalImbalances(rowsOf([5, 0], [9, 7])), []);
  const rows = rowsOf([0, 3], [10, 0]);
  assert.equal(diagonalImbalances(rows, { ratio: 3, leastLots: 10 }).length, 1);
  assert.equal(diagonalImbalances(rows, { ratio: 3, leastLots: 11 }).length, 0);
});

test('every row meets the definition and no other does', () => {
  fc.assert(
    fc.property(trades(), (all) => {
      const { rows } = barOf(all);
      const at = new Map(rows.map((row) => [row.row, row]));
      const wanted = rows.flatMap(({ row, ask, bid }) => {
        const below = at.get(row - 1)?.bid ?? 0;
        const above = at.get(row + 1)?.ask ?? 0;
        return [
          ...(below !== 0 && ask / below > 3 ? [`buy ${row}`] : []),
          ...(above !== 0 && bid / above > 3 ? [`sell ${row}`] : []),
        ];
      });
      assert.deepEqual(
        diagonalImbalances(rows).map(({ side, row }) => `${side} ${row}`),
        wanted,
      );
    }),
  );
});

test('a stack is a run of at least three rows of one side', () => {
  const found = (side: 'buy' | 'sell', ...rows: number[]) => rows.map((row) => ({ side, row, ratio: 4 }));
  const imbalances = [...found('buy', 1, 2, 4, 5, 6, 9, 10, 11, 12), ...found('sell', 2, 3, 4, 7)];
  assert.deepEqual(stackedImbalances(imbalances), [
    { side: 'buy', low: 4, high: 6 },
    { side: 'buy', low: 9, high: 12 },
    { side: 'sell', low: 2, high: 4 },
  ]);
  assert.equal(stackedImbalances(imbalances, 4).length, 1);
});
