// What a replay found, for people.
import { toTable } from '../table.ts';
import type { Counts, ReplayReport } from './to-report.ts';

export function toSummary(report: ReplayReport): string {
  const { messages, durationMs, recordedMs, gaps, refused, symbols, detections, signals, anomalies } = report;
  const books = Object.entries(symbols).map(
    ([symbol, { updates, levels, comparedToTicker, bids, asks, cvd }]) => [
      symbol,
      updates.toLocaleString('en'),
      levels.toLocaleString('en'),
      comparedToTicker.compared === 0 ? '—' : `${comparedToTicker.exact} of ${comparedToTicker.compared}`,
      bids[0]?.[0] ?? '—',
      asks[0]?.[0] ?? '—',
      cvd,
    ],
  );
  const times = recordedMs / Math.max(1, durationMs);
  return [
    `${messages.toLocaleString('en')} messages of ${(recordedMs / 1000).toFixed(1)} s in ${(durationMs / 1000).toFixed(2)} s (${times.toFixed(0)} times as fast); gaps ${gaps}, refused ${refused}\n\n`,
    toTable(['symbol', 'book updates', 'levels', 'touch as ticker', 'best bid', 'best ask', 'CVD'], books),
    toCounts('signals', signals),
    toCounts('detections', detections),
    toCounts('anomalies', anomalies),
  ].join('');
}

function toCounts(name: string, counts: Counts): string {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return `\nNo ${name}.\n`;
  return `\n${toTable(
    [name, 'count'],
    rows.map(([type, count]) => [type, String(count)]),
  )}`;
}
