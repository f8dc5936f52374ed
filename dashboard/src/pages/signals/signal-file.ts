// Signals as a table for spreadsheets: a column for each figure that is compared, the rest stays in the JSON.
import type { SignalRow } from '../../components/signals/signal-words.ts';
import { toCsv } from '../../format/csv.ts';
import { formatExact } from '../../format/time.ts';

const header = [
  'at',
  'instrument',
  'type',
  'variant',
  'side',
  'price',
  'confidence',
  'isCalibrated',
  'score',
  'priority',
  'stop',
  'targets',
  'invalidation',
  'return1MinBps',
  'return5MinBps',
  'return15MinBps',
  'return60MinBps',
  'drawdownBps',
  'bestBps',
  'end',
  'endBps',
  'says',
  'correlationId',
  'id',
];

export function toSignalCsv(signals: readonly SignalRow[]): string {
  const rows = signals.map((signal) => [
    formatExact(signal.eventMs, 'utc'),
    signal.instrument,
    signal.type,
    signal.variant,
    signal.side,
    signal.price,
    signal.confidence,
    signal.isCalibrated,
    signal.figures['score'],
    signal.priority,
    signal.stop,
    signal.targets.join(' '),
    signal.invalidation,
    ...[0, 1, 2, 3].map((i) => signal.outcome?.returnsBps[i]),
    signal.outcome?.drawdownBps,
    signal.outcome?.bestBps,
    signal.outcome?.end,
    signal.outcome?.endBps,
    signal.says,
    signal.correlationId,
    signal.id,
  ]);
  return toCsv(header, rows);
}
