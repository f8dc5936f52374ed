// Draws from distributions, on the random source that is handed in.
import type { Random } from '../../core/random.ts';

/** Standard normal (Box and Muller 1958, the cosine half). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** How many events fall into a span in which `mean` are expected, at most `limit`. */
export function drawCount(random: Random, mean: number, limit: number): number {
  if (mean <= 0) return 0;
  // so many that the law of small numbers no longer matters
  if (mean > 30) return Math.min(limit, Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random))));
  const floor = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > floor && count < limit) {
    product *= random.next();
    count++;
  }
  return count;
}

/** Around 1, skewed to the right: sizes of orders. */
export function drawLogNormal(random: Random, spread: number): number {
  return Math.exp(spread * drawNormal(random));
}

/** At least 1, with a heavy tail (Pareto) cut at `limit`. */
export function drawPareto(random: Random, exponent: number, limit: number): number {
  return Math.min(limit, (1 - random.next()) ** (-1 / exponent));
}

export function drawBetween(random: Random, from: number, to: number): number {
  return from + (to - from) * random.next();
}
