import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignalRow } from '../../components/signals/signal-words.ts';
import { toSignalCsv } from './signal-file.ts';

const signal = {
  ...{ id: 's-1', instrument: 'usdm:BTCUSDT', type: 'breakout', variant: null, side: 'buy', eventMs: 0 },
  ...{ price: '100.1', confidence: 0.6, isCalibrated: false, priority: 'high', stop: '99.5' },
  ...{ targets: ['101', '102'], invalidation: '99.8', confirmations: [], conflicts: [], says: 'Buy.' },
  ...{ figures: { score: 0.61 }, trades: null, correlationId: 'c-1', outcome: null },
} satisfies SignalRow;

test('a signal has its id, stop, targets and score in the file', () => {
  const [names = [], cells = []] = toSignalCsv([signal])
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const cellOf = (name: string) => cells[names.indexOf(name)];
  assert.deepEqual(['id', 'stop', 'targets', 'score'].map(cellOf), ['s-1', '99.5', '101 102', '0.61']);
});
