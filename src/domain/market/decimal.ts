// Exact decimals as whole numbers of their last digit: "61659.70" with two decimals is 6165970.
import { AppError } from '../../core/errors.ts';

/** By exponent; more digits are not exact. */
export const powersOfTen: Readonly<Float64Array> = Float64Array.from(
  { length: 16 },
  (_, exponent) => 10 ** exponent,
);

/** The scaled integer. Throws DECIMAL_INVALID for what is no plain decimal, has more digits than that, or is beyond 2^53. */
export function parseDecimal(text: string, decimals: number): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw invalid(text, 'it is no plain decimal');
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals))) throw invalid(text, `it has more than ${decimals} decimals`);
  const value = Number(whole + kept);
  if (!Number.isSafeInteger(value)) throw invalid(text, 'it has too many digits');
  return sign && value !== 0 ? -value : value;
}

/** With all its decimals: 6165970 with two is "61659.70". */
export function formatDecimal(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const sign = value < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Without the zeros at its end that come after so many digits behind the point. */
export function cutZeros(text: string, decimals: number): string {
  const point = text.indexOf('.');
  if (point < 0) return text;
  let end = text.length;
  while (end > point + 1 + decimals && text[end - 1] === '0') end -= 1;
  return text.slice(0, end === point + 1 ? point : end);
}

/** Digits after the point, as written. */
export function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** For showing and for statistics; not for sums. */
export function toFloat(value: number, decimals: number): number {
  return value / powersOfTen[decimals]!;
}

function invalid(text: string, why: string): AppError {
  return new AppError('DECIMAL_INVALID', `${JSON.stringify(text.slice(0, 40))} is refused: ${why}.`);
}
