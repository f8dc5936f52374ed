// Candles of minutes made into longer ones, exactly: sums are of whole units of the last printed digit.
import { type AggregatedCandle, aggregateCandles } from '../../../../domain/candles/aggregate-candles.ts';
import { decimalsOf, formatDecimal, parseDecimal } from '../../../../domain/market/decimal.ts';
import type { CandleView } from '../../../../domain/order-flow/market-words.ts';

export const MINUTE_MS = 60_000;
/** A minute that ended so lately may not have been told yet. */
const LATE_MS = 10_000;

type Decimals = { readonly price: number; readonly size: number };

/**
 * From minutes in their order. Only whole ones: a longer candle of which a minute is missing is left out, but for those to come
 * of the last. Its delta is null where that of a minute is.
 */
export function toLongerCandles(
  minutes: readonly CandleView[],
  intervalMs: number,
  nowMs: number,
): CandleView[] {
  const newest = minutes.at(-1);
  if (!newest || intervalMs === MINUTE_MS) return [...minutes];
  const endedMs = nowMs - LATE_MS;
  const toComeMs = Math.max(newest.openMs + MINUTE_MS, endedMs - (endedMs % MINUTE_MS));
  const decimals = decimalsIn(minutes);
  const sources = minutes.map((minute) => toUnits(minute, decimals));
  const unknown = new Set(
    minutes.filter(({ delta }) => delta === null).map(({ openMs }) => openMs - (openMs % intervalMs)),
  );
  return aggregateCandles(sources, MINUTE_MS, intervalMs)
    .candles.filter(({ startMs, missing }) => {
      return missing === Math.max(0, (startMs + intervalMs - toComeMs) / MINUTE_MS);
    })
    .map((candle) => ({
      ...toText(candle, decimals),
      delta: unknown.has(candle.startMs) ? null : toDelta(candle, decimals),
      isClosed: candle.missing === 0 && (newest.isClosed || newest.openMs >= candle.startMs + intervalMs),
    }));
}

function decimalsIn(minutes: readonly CandleView[]): Decimals {
  const most = (texts: readonly string[]) =>
    texts.reduce((digits, text) => Math.max(digits, decimalsOf(text)), 0);
  return {
    price: most(minutes.flatMap(({ open, high, low, close }) => [open, high, low, close])),
    size: most(minutes.flatMap(({ volume, delta }) => [volume, delta ?? '0'])),
  };
}

function toUnits({ openMs, volume, delta, ...prices }: CandleView, { price, size }: Decimals) {
  const volumeLots = parseDecimal(volume, size);
  return {
    startMs: openMs,
    openTicks: parseDecimal(prices.open, price),
    highTicks: parseDecimal(prices.high, price),
    lowTicks: parseDecimal(prices.low, price),
    closeTicks: parseDecimal(prices.close, price),
    volumeLots,
    buyLots: (volumeLots + parseDecimal(delta ?? '0', size)) / 2,
    trades: 0,
  };
}

function toText(candle: AggregatedCandle, { price, size }: Decimals) {
  return {
    openMs: candle.startMs,
    open: formatDecimal(candle.openTicks, price),
    high: formatDecimal(candle.highTicks, price),
    low: formatDecimal(candle.lowTicks, price),
    close: formatDecimal(candle.closeTicks, price),
    volume: formatDecimal(candle.volumeLots, size),
  };
}

function toDelta({ buyLots, volumeLots }: AggregatedCandle, { size }: Decimals): string {
  return formatDecimal(2 * buyLots - volumeLots, size);
}
