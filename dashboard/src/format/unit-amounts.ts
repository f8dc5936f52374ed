// Amounts in base units, as the gateway tells them, for people.
import { formatDecimals, formatMoney, formatSigned, formatSol, UNKNOWN } from './number.ts';

/** For showing and sorting only: a float. Null where the decimals are not known. */
export function toNumber(units: string | null, decimals: number | null): number | null {
  if (units === null || decimals === null) return null;
  return Number(units) / 10 ** decimals;
}

const MOST_PLACES = 12;
const DIGITS = 3;

/** Short from ten thousand on; small ones with the digits that count. */
export function formatAmount(value: number | null): string {
  if (value === null) return UNKNOWN;
  const size = Math.abs(value);
  if (size >= 10_000) return formatMoney(value, true);
  if (size === 0) return '0';
  if (size >= 0.01) return formatDecimals(value, size >= 100 ? 2 : 4);
  const places = Math.min(MOST_PLACES, DIGITS - 1 - Math.floor(Math.log10(size)));
  return formatDecimals(value, places).replace(/0+$/, '');
}

/** SOL with four decimals, dollars with two. */
export function formatQuote(value: number | null, symbol: string): string {
  return symbol === 'SOL' ? formatSol(value) : formatMoney(value, true);
}

export function formatGain(value: number | null, symbol: string): string {
  return formatSigned(value, (one) => formatQuote(one ?? null, symbol));
}
