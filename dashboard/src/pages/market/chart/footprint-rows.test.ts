import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toShownRows } from './footprint-rows.ts';

const row = (price: number, sold: number, bought: number) => ({ price, sold, bought });

test('an imbalance is diagonal: bought here against sold one row below, sold here against bought one row above', () => {
  const { rows } = toShownRows([row(10, 9, 0), row(11, 2, 30), row(12, 1, 8)], 1, 1);
  assert.deepEqual(
    rows.map(({ imbalance }) => imbalance),
    [undefined, 'buy', 'buy'],
  );
  assert.deepEqual(
    toShownRows([row(10, 10, 1), row(11, 8, 3), row(12, 0, 2)], 1, 1).rows.map(({ imbalance }) => imbalance),
    ['sell', 'sell', undefined],
  );
});

test('just the ratio is no imbalance, nor is anything against nothing', () => {
  const { rows } = toShownRows([row(10, 3, 0), row(11, 0, 9), row(12, 0, 50)], 1, 1);
  assert.deepEqual(
    rows.map(({ imbalance }) => imbalance),
    [undefined, undefined, undefined],
  );
});

test('three of one side above each other are a stack, with a hole between them they are none', () => {
  const rows = [row(1, 1, 0), row(2, 1, 5), row(3, 1, 6), row(4, 1, 7)];
  assert.deepEqual(toShownRows(rows, 1, 1).stacks, [{ side: 'buy', low: 2, high: 4 }]);
  const holed = [row(1, 1, 0), row(2, 1, 5), row(3, 1, 6), row(5, 1, 7), row(6, 1, 7)];
  assert.deepEqual(toShownRows(holed, 1, 1).stacks, []);
});

test('rows that are put together keep every lot', () => {
  const trades = fc.tuple(fc.nat(40), fc.nat(99), fc.nat(99));
  fc.assert(
    fc.property(
      fc.uniqueArray(trades, { selector: ([price]) => price }),
      fc.integer({ min: 1, max: 7 }),
      (cells, together) => {
        const rows = cells
          .map(([place, sold, bought]) => row(place * 0.5, sold, bought))
          .sort((a, b) => a.price - b.price);
        const shown = toShownRows(rows, 0.5, together);
        const sum = (of: readonly { sold: number; bought: number }[]) =>
          of.reduce((total, { sold, bought }) => total + sold * 1000 + bought, 0);
        assert.equal(sum(shown.rows), sum(rows));
        for (const { price } of shown.rows) assert.equal((price / shown.rowSize) % 1, 0);
      },
    ),
  );
});
