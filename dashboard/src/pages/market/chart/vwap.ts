import type { DrawnCandle } from '../feed/drawn.ts';

export type VwapPoint = { readonly openMs: number; readonly vwap: number; readonly deviation: number };

const DAY_MS = 86_400_000;

/**
 * Volume-weighted mean of the typical price (high + low + close) / 3 since the UTC day began, with the weighted standard
 * deviation around it, at the end of each candle. It begins with the first candle where the day's earlier ones are not known.
 */
export function toVwap(candles: readonly DrawnCandle[]): VwapPoint[] {
  let day = Number.NaN;
  let volume = 0;
  let worth = 0;
  let first = 0;
  let squares = 0;
  return candles.flatMap((candle) => {
    const today = Math.floor(candle.openMs / DAY_MS);
    const price = (candle.high + candle.low + candle.close) / 3;
    if (today !== day) {
      day = today;
      volume = worth = squares = 0;
      first = price;
    }
    // Around the first price, so that the squares of large prices do not swallow what they differ by.
    const away = price - first;
    volume += candle.volume;
    worth += away * candle.volume;
    squares += away * away * candle.volume;
    if (volume <= 0) return [];
    const mean = worth / volume;
    const deviation = Math.sqrt(Math.max(0, squares / volume - mean * mean));
    return [{ openMs: candle.openMs, vwap: first + mean, deviation }];
  });
}
