import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal } from '../../../domain/market/decimal.ts';
import { type PricedRow, packRows, unpackRows } from './packed-rows.ts';

const rowsOf = fc
  .record({
    from: fc.integer({ min: 0, max: 2 ** 40 }),
    step: fc.integer({ min: 1, max: 1000 }),
    priceDecimals: fc.nat(8),
    sizeDecimals: fc.nat(8),
    cells: fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constant(0), fc.nat())), { maxLength: 40 }),
  })
  .map(({ from, step, priceDecimals, sizeDecimals, cells }) =>
    cells.map(([sold, bought], i): PricedRow => {
      const price = formatDecimal(from + i * step, priceDecimals);
      return [price, formatDecimal(sold, sizeDecimals), formatDecimal(bought, sizeDecimals)];
    }),
  );

test('rows of a footprint are the same after packing', () => {
  fc.assert(fc.property(rowsOf, (rows) => assert.deepEqual(unpackRows(packRows(rows)), rows)));
});

test('whatever text rows are made of, they are kept as they are', () => {
  const text = fc.oneof(fc.stringMatching(/^-?\d{1,25}(\.\d{1,20})?$/), fc.string({ maxLength: 6 }));
  const anyRows = fc.array(fc.tuple(text, text, text), { maxLength: 6 });
  fc.assert(fc.property(anyRows, (rows) => assert.deepEqual(unpackRows(packRows(rows)), rows)));
});

test('packed rows take a fraction of the room', () => {
  const rows = Array.from({ length: 60 }, (_, i): PricedRow => {
    return [formatDecimal(6_165_970 + i * 100, 2), formatDecimal(i % 3 ? 0 : 1234 * i, 3), '0.000'];
  });
  assert.ok(packRows(rows).length * 4 < JSON.stringify(rows).length);
});
