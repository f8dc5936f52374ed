// Turning points of bars: a bar that no neighbour on either side exceeds.
import type { FootprintBar } from '../domain/order-flow/footprint.ts';

/** Which end of the bar: 1 its high, −1 its low. */
export type End = 1 | -1;

export function endOf(bar: FootprintBar, end: End): number {
  return end === 1 ? bar.high : bar.low;
}

/** Exceeds all `wing` bars after it, and none of as many before exceeds it: of equal ends the last is the turning point. */
export function isPivot(bars: readonly FootprintBar[], index: number, wing: number, end: End): boolean {
  const bar = bars[index];
  if (bar === undefined || index < wing || index + wing >= bars.length) return false;
  const price = endOf(bar, end);
  for (let step = 1; step <= wing; step++) {
    if ((endOf(bars[index - step]!, end) - price) * end > 0) return false;
    if ((endOf(bars[index + step]!, end) - price) * end >= 0) return false;
  }
  return true;
}
