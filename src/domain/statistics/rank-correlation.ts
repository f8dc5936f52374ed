// Whether large goes with large, whatever the scale (Spearman), and how sure that is.
import { type Interval, Z_95 } from './wilson-interval.ts';

/** From −1 to 1; equal values share their rank. NaN below two pairs, and where one side is all the same. */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number {
  const a = ranksOf(xs);
  const b = ranksOf(ys);
  const mean = (xs.length - 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i]! - mean, b[i]! - mean];
    both += da * db;
    ofA += da * da;
    ofB += db * db;
  }
  return both / Math.sqrt(ofA * ofB);
}

/** 95 %, by Fisher's transformation with the variance of Fieller, Hartley and Pearson (1957). Undefined below 5 pairs. */
export function correlationInterval(correlation: number, pairs: number): Interval | undefined {
  if (Number.isNaN(correlation) || !(pairs >= 5)) return undefined;
  const reach = Z_95 * Math.sqrt(1.06 / (pairs - 3));
  // at ±1 the transformation has no value
  const z = Math.atanh(Math.max(-1 + Number.EPSILON, Math.min(1 - Number.EPSILON, correlation)));
  return { low: Math.tanh(z - reach), high: Math.tanh(z + reach) };
}

/** Counted from 0. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++;
    for (let i = from; i <= to; i++) ranks[order[i]!] = (from + to) / 2;
    from = to + 1;
  }
  return ranks;
}
