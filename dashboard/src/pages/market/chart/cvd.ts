import type { DrawnCandle } from '../feed/drawn.ts';

export type CvdPoint = { readonly openMs: number; readonly cvd: number };

/**
 * Cumulative volume delta at the end of each candle: back from what it is at the end of the last one, by the delta of each.
 * It ends where a candle's delta is not known.
 */
export function toCvd(candles: readonly DrawnCandle[], atEnd: number): CvdPoint[] {
  const points: CvdPoint[] = [];
  let cvd = atEnd;
  for (const { openMs, delta } of candles.toReversed()) {
    points.push({ openMs, cvd });
    if (delta === null) break;
    cvd -= delta;
  }
  return points.reverse();
}
