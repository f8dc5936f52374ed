// The step in which a price or size moves, and how many steps a decimal is.
import { powersOfTen } from './decimal.ts';

/** One step is `factor` units of the digit `decimals` places after the point; the factor does not end in 0. */
export type Step = { readonly factor: number; readonly decimals: number };

export function toStep(units: number, decimals: number): Step {
  let factor = units;
  let places = decimals;
  while (factor % 10 === 0 && places > 0) {
    factor /= 10;
    places--;
  }
  return { factor, decimals: places };
}

/** Whole steps in mantissa × 10^−fraction; NaN when it lies between two steps or is beyond 2^53. */
export function toSteps({ factor, decimals }: Step, mantissa: number, fraction: number): number {
  if (mantissa === 0) return 0;
  if (fraction > decimals) return Number.NaN;
  const units = mantissa * powersOfTen[decimals - fraction]!;
  const steps = factor === 1 ? units : units / factor;
  return Number.isSafeInteger(steps) ? steps : Number.NaN;
}
