import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDrawnBar } from './drawn.ts';
import { toRawColumn } from './to-raw-column.ts';

const bar = (rows: [string, string, string][], isClosed = false, openMs = 60_000) => ({
  openMs,
  open: '100',
  high: '101',
  low: '100',
  close: '101',
  buy: '3',
  sell: '2',
  delta: '1',
  deltaMin: '0',
  deltaMax: '1',
  cvd: '7',
  poc: '100.5',
  valueAreaHigh: null,
  valueAreaLow: null,
  trades: 4,
  isClosed,
  rows,
});

test('an open bar keeps the rows that did not change; a closed one is whole', () => {
  const first = toDrawnBar(
    bar([
      ['100.5', '1', '2'],
      ['100.0', '1', '0'],
    ]),
  );
  assert.deepEqual([first.rows.map(({ price }) => price), first.rowSize], [[100, 100.5], 0.5]);
  const next = toDrawnBar(bar([['100.5', '1', '5']]), first);
  assert.deepEqual(next.rows, [
    { price: 100, sold: 1, bought: 0 },
    { price: 100.5, sold: 1, bought: 5 },
  ]);
  assert.equal(toDrawnBar(bar([['100.5', '1', '5']], true), next).rows.length, 1);
});

test('rows of another bar are not those of this one', () => {
  const before = toDrawnBar(bar([['99.0', '9', '9']], false, 0));
  assert.deepEqual(toDrawnBar(bar([['100.0', '1', '0']]), before).rows, [{ price: 100, sold: 1, bought: 0 }]);
});

test('a column of the heat-map is counted in rows, its bytes as they were', () => {
  const cells = Buffer.from([0, 7, 255]).toString('base64');
  assert.deepEqual(toRawColumn({ atMs: 5, from: '57001.5', rowSize: '0.5', cells }), {
    atMs: 5,
    fromRow: 114_003,
    cells: Uint8Array.from([0, 7, 255]),
  });
});
