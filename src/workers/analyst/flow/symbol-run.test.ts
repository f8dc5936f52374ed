import assert from 'node:assert/strict';
import { test } from 'node:test';
import { depthRecords, plainInstrument, toRecord } from '../../../domain/order-flow/testing/records.ts';
import { analystSettings } from '../settings.ts';
import { SymbolRun } from './symbol-run.ts';

const settings = analystSettings.parse({ cvdReset: 'never', disabled: [], detectors: {}, signals: {} });

test('after a gap the heat-map shows the new book, with nothing of the one before', () => {
  const run = new SymbolRun({ instrument: plainInstrument, settings, listener: {} });
  const accept = (...records: Parameters<SymbolRun['accept']>[0][]) => {
    for (const record of records) run.accept(record);
  };
  accept(...depthRecords(1_000_000, [[9999, 64]], [[10_001, 64]], true));
  accept(...depthRecords(1_000_300, [[9998, 32]], []));
  accept(toRecord('gap', 1_000_400));
  accept(...depthRecords(1_000_600, [[9999, 1]], [[10_001, 1]], true));
  const sizes = [...run.heat!.column(0)!.sizes].filter((byte) => byte > 0);
  assert.deepEqual(sizes, [1, 1]);
});
