// Exact decimal text for people, and the steps in which prices and sizes of an instrument move.
import { UNKNOWN } from './number.ts';

type Steps = {
  readonly priceDecimals: number;
  readonly sizeDecimals: number;
  readonly tickUnits: number;
  readonly lotUnits: number;
};

/** The smallest step of the price. */
export function toTick({ tickUnits, priceDecimals }: Steps): number {
  return tickUnits / 10 ** priceDecimals;
}

/** The smallest step of a size. */
export function toLot({ lotUnits, sizeDecimals }: Steps): number {
  return lotUnits / 10 ** sizeDecimals;
}

/** Digits after the point that a step needs: zeros behind them say nothing. */
export function decimalsOfStep(units: number, decimals: number): number {
  let rest = units;
  let needed = decimals;
  while (needed > 0 && rest % 10 === 0) {
    rest /= 10;
    needed -= 1;
  }
  return needed;
}

/** `-1234.500` as `−1,234.50`: with so many digits after the point, two where none are named; further ones stay unless they are zeros. */
export function formatExactDecimal(text: string | null | undefined, decimals?: number): string {
  if (text === null || text === undefined || text === '') return UNKNOWN;
  const isNegative = text.startsWith('-');
  const [whole = '', part = ''] = (isNegative ? text.slice(1) : text).split('.');
  const kept = decimals === undefined ? cut(part, Math.min(2, part.length)) : cut(part, decimals);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const isZero = !/[1-9]/.test(text);
  return `${isNegative && !isZero ? '\u2212' : ''}${grouped}${kept === '' ? '' : `.${kept}`}`;
}

function cut(part: string, decimals: number): string {
  const further = part.slice(decimals).replace(/0+$/, '');
  return part.slice(0, decimals).padEnd(decimals, '0') + further;
}
