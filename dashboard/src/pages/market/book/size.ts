import type { InstrumentState } from '../../../api/market.ts';
import { formatDecimals, formatMoney } from '../../../format/number.ts';

const MOST_DECIMALS = 3;

/** By its lot, shortened where it is large. */
export function formatSize(size: number, lot: number): string {
  if (size >= 10_000) return formatMoney(size, true);
  const decimals = Math.max(0, Math.round(-Math.log10(lot)));
  return formatDecimals(size, Math.min(decimals, MOST_DECIMALS));
}

/** Digits after the point that the longest of these exact sizes has: zeros behind them say nothing. */
export function decimalsAmong(sizes: readonly string[]): number {
  return sizes.reduce(
    (most, size) => Math.max(most, (size.split('.')[1] ?? '').replace(/0+$/, '').length),
    0,
  );
}

/** What sizes are counted in. */
export function toUnit({ base, contractSize }: InstrumentState): string {
  return contractSize === null ? base : 'contracts';
}
