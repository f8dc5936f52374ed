// The closed bars before the newest one, as bar detectors look back on them.
import type { FootprintBar } from '../domain/order-flow/footprint.ts';
import { volumeOf } from '../domain/order-flow/footprint.ts';

export type BarWindow = {
  readonly count: number;
  readonly high: number;
  readonly low: number;
  /** Lots a bar; NaN where there is no bar. */
  readonly meanVolume: number;
};

/** Of at most `length` bars before the last `skip`. */
export function windowOf(bars: readonly FootprintBar[], length: number, skip = 1): BarWindow {
  const end = Math.max(0, bars.length - skip);
  const begin = Math.max(0, end - length);
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let volume = 0;
  for (let i = begin; i < end; i++) {
    const bar = bars[i]!;
    high = Math.max(high, bar.high);
    low = Math.min(low, bar.low);
    volume += volumeOf(bar);
  }
  return { count: end - begin, high, low, meanVolume: volume / (end - begin) };
}
