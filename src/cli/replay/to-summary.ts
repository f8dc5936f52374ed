// What a replay found, for people.
import { toTable } from '../table.ts';
import type { Outage } from './book-outages.ts';
import type { Counts, ReplayReport } from './to-report.ts';

export function toSummary(report: ReplayReport): string {
  const { messages, durationMs, recordedMs, gaps, unknown, refused, symbols } = report;
  const { detections, signals, anomalies } = report;
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
    `${messages.toLocaleString('en')} messages of ${(recordedMs / 1000).toFixed(1)} s in ${(durationMs / 1000).toFixed(2)} s (${times.toFixed(0)} times as fast); gaps ${gaps}, refused ${refused}\n`,
    ...toOutages(unknown),
    '\n',
    toTable(['symbol', 'book updates', 'levels', 'touch as ticker', 'best bid', 'best ask', 'CVD'], books),
    toCounts('signals', signals),
    toCounts('detections', detections),
    toCounts('anomalies', anomalies),
  ].join('');
}

/** How much of it is told. */
const MAX_TOLD = 10;

function toOutages(unknown: readonly Outage[]): string[] {
  const told = unknown.slice(0, MAX_TOLD).map(({ symbol, reason, sinceMs, forMs, isHealed }) => {
    const since = new Date(sinceMs).toISOString();
    const end = isHealed ? '' : ', to the end: no snapshot in the recording brings it back';
    return `The book of ${symbol} was not known from ${since} on for ${(forMs / 1000).toFixed(1)} s${end} (${reason}).\n`;
  });
  const rest = unknown.length - told.length;
  return rest > 0 ? [...told, `… and ${rest} more times.\n`] : told;
}

function toCounts(name: string, counts: Counts): string {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return `\nNo ${name}.\n`;
  return `\n${toTable(
    [name, 'count'],
    rows.map(([type, count]) => [type, String(count)]),
  )}`;
}
