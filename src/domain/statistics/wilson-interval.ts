// Where the true share lies, after Wilson (1927): honest also for few trials and for shares near 0 and 1.

export type Interval = { readonly low: number; readonly high: number };

/** Two-sided 95 % of the normal distribution. */
export const Z_95 = 1.959963984540054;

/** 95 %; from 0 to 1 without a trial. Trials may be a fraction, where they are not independent of each other. */
export function wilsonInterval(hits: number, trials: number): Interval {
  if (!(trials > 0)) return { low: 0, high: 1 };
  const share = hits / trials;
  const square = Z_95 * Z_95;
  const whole = 1 + square / trials;
  const middle = (share + square / (2 * trials)) / whole;
  const reach = (Z_95 * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials))) / whole;
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
