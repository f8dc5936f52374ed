// A published series: what goes into an indicator and what has to come out.
import type { Bar, Pair } from '../../../src/domain/indicators/indicator-input.ts';

export type Expected = { readonly value: number; readonly tolerance: number };

export type Vector = {
  /** File or line it is from. */
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly pairs: readonly Pair[];
  /** By column; undefined where the vector has no value. */
  readonly expected: Readonly<Record<string, readonly (Expected | undefined)[]>>;
  /** Where the vector has no value, the indicator must have none. */
  readonly isComplete: boolean;
};

/** Half of the last digit that is written, and what floating point may add. */
export function toExpected(text: string, decimals: number): Expected {
  const value = Number(text);
  return { value, tolerance: 0.5 * 10 ** -decimals * (1 + 1e-6) + 1e-9 * Math.abs(value) };
}

/** The most decimals of a column: trailing zeros are often cut off, and more than 12 are what a float was printed with. */
export function decimalsOf(texts: readonly string[]): number {
  return Math.max(
    0,
    ...texts.map((text) => text.split('.')[1]?.length ?? 0).filter((digits) => digits <= 12),
  );
}

export const blank: Bar = { open: 0, high: 0, low: 0, close: 0, volume: 0 };
