import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEAT_COLUMNS, HEAT_ROWS, HeatRing } from './heat-ring.ts';

const column = (atMs: number, fromRow: number, ...cells: number[]) => ({
  atMs,
  fromRow,
  cells: Uint8Array.from(cells),
});

const cellAt = (ring: HeatRing, atMs: number, row: number): number | undefined =>
  ring.cells[(Math.floor(atMs / ring.columnMs) % HEAT_COLUMNS) * HEAT_ROWS + row - ring.baseRow];

test('a column lies at its time and its prices, and the first one is the middle', () => {
  const ring = new HeatRing(1000);
  ring.add(column(5000, 1000, 7, 8, 9));
  assert.deepEqual([cellAt(ring, 5000, 1000), cellAt(ring, 5999, 1002), cellAt(ring, 5000, 1003)], [7, 9, 0]);
  assert.equal(ring.isOffCentre, false);
});

test('of what comes within one column the largest of each row counts', () => {
  const ring = new HeatRing(1000);
  ring.add(column(5000, 1000, 7, 1));
  ring.add(column(5250, 999, 3, 2, 4));
  assert.deepEqual(
    [999, 1000, 1001].map((row) => cellAt(ring, 5000, row)),
    [3, 7, 4],
  );
});

test('the oldest column is overwritten, and what is older than all is left out', () => {
  const ring = new HeatRing(1000);
  ring.add(column(0, 1000, 7, 7));
  const slot = ring.add(column(HEAT_COLUMNS * 1000, 1000, 3));
  assert.deepEqual([slot, ring.cells[ring.cells.indexOf(3) + 1]], [0, 0]);
  assert.equal(ring.add(column(0, 1000, 9)), undefined);
});

test('a price that travels is followed, and what was seen keeps its price', () => {
  const ring = new HeatRing(1000);
  ring.add(column(1000, 1000, 5, 6));
  ring.add(column(2000, 1200, 8, 9));
  assert.equal(ring.isOffCentre, true);
  ring.recentre();
  assert.equal(ring.isOffCentre, false);
  assert.deepEqual([cellAt(ring, 1000, 1001), cellAt(ring, 2000, 1200)], [6, 8]);
});

test('rows beyond the image are left out', () => {
  const ring = new HeatRing(1000);
  ring.add(column(1000, 1000, 1));
  ring.add(column(2000, 1000 + HEAT_ROWS, 4));
  ring.add({ atMs: 3000, fromRow: 700, cells: new Uint8Array(HEAT_ROWS).fill(2) });
  assert.equal(ring.cells.filter((cell) => cell === 4).length, 0);
  assert.equal(cellAt(ring, 3000, ring.baseRow), 2);
});

test('columns that were jumped over are empty, and the image is old from there', () => {
  const ring = new HeatRing(1000);
  for (let second = 0; second < HEAT_COLUMNS; second++) ring.add(column(second * 1000, 1000, 7));
  ring.takeChange();
  ring.add(column((HEAT_COLUMNS + 3) * 1000, 1000, 9));
  assert.equal(ring.takeChange(), HEAT_COLUMNS);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((slot) => [ring.numbers[slot], cellAt(ring, slot * 1000, 1000)]),
    [
      [-1, 0],
      [-1, 0],
      [-1, 0],
      [HEAT_COLUMNS + 3, 9],
      [4, 7],
    ],
  );
  assert.equal(ring.takeChange(), Number.POSITIVE_INFINITY);
});
