import type { Candle } from './candle.ts';
import { toStartMs } from './candle.ts';
import { addLots, checkInterval, checkSource } from './candle-checks.ts';

export type AggregatedCandle = Candle & {
  /** Source candles that are missing in it: 0 of a whole candle. */
  readonly missing: number;
};

export type CandleGap = { readonly fromMs: number; readonly toMs: number };

/**
 * Longer candles from shorter ones in their order. What is missing is marked and listed, never made up: a longer candle of
 * which no source exists does not exist.
 */
export function aggregateCandles(
  sources: Iterable<Candle>,
  sourceMs: number,
  intervalMs: number,
): { readonly candles: AggregatedCandle[]; readonly gaps: CandleGap[] } {
  checkInterval(sourceMs);
  checkInterval(intervalMs, sourceMs);
  const candles: AggregatedCandle[] = [];
  const gaps: CandleGap[] = [];
  let previousMs = Number.NEGATIVE_INFINITY;
  for (const source of sources) {
    checkSource(source, sourceMs, previousMs);
    if (Number.isFinite(previousMs) && source.startMs > previousMs + sourceMs)
      gaps.push({ fromMs: previousMs + sourceMs, toMs: source.startMs });
    previousMs = source.startMs;
    const startMs = toStartMs(source.startMs, intervalMs);
    const present = candles.at(-1);
    if (present?.startMs === startMs) candles[candles.length - 1] = join(present, source);
    else candles.push({ ...source, startMs, missing: intervalMs / sourceMs - 1 });
  }
  return { candles, gaps };
}

function join(present: AggregatedCandle, source: Candle): AggregatedCandle {
  return {
    startMs: present.startMs,
    openTicks: present.openTicks,
    highTicks: Math.max(present.highTicks, source.highTicks),
    lowTicks: Math.min(present.lowTicks, source.lowTicks),
    closeTicks: source.closeTicks,
    volumeLots: addLots(present.volumeLots, source.volumeLots),
    buyLots: present.buyLots + source.buyLots,
    trades: present.trades + source.trades,
    missing: present.missing - 1,
  };
}
