import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FootprintBuilder } from '../../../domain/order-flow/bars/footprint-builder.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { toFootprint } from './to-footprint.ts';

test('the value area of a bar reaches from the lower edge of its lowest row to the last tick of its highest', () => {
  const builder = new FootprintBuilder({ by: 'time', intervalMs: 60_000 }, 10, () => {});
  builder.add(1, 'buy', 1005, 50);
  builder.add(2, 'sell', 1012, 40);
  const { poc, valueAreaLow, valueAreaHigh } = toFootprint(plainInstrument, builder.bar!, 10, 0, false);
  assert.deepEqual([poc, valueAreaLow, valueAreaHigh], ['10.00', '10.00', '10.19']);
});
