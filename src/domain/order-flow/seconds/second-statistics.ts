// Statistics of the last seconds: order-flow imbalance, aggression, spread. Fewer seconds are taken where fewer are held.
import type { Seconds } from '../flow-view.ts';

/** Sum of the order-flow imbalance (Cont, Kukanov, Stoikov), in lots. */
export function flowImbalanceOf(seconds: Seconds, count: number): number {
  let sum = 0;
  for (let age = Math.min(count, seconds.length) - 1; age >= 0; age--) sum += seconds.ofi(age);
  return sum;
}

/** (bought − sold) / (bought + sold) by aggressor; NaN where nothing was traded. */
export function tradeImbalanceOf(seconds: Seconds, count: number): number {
  let [bought, sold] = [0, 0];
  for (let age = Math.min(count, seconds.length) - 1; age >= 0; age--) {
    bought += seconds.buy(age);
    sold += seconds.sell(age);
  }
  return (bought - sold) / (bought + sold);
}

/** In ticks; NaN where no spread was seen. */
export type SpreadStatistics = {
  readonly mean: number;
  /** Of the seconds' means: what is usual, whatever a few wide seconds were. */
  readonly median: number;
  readonly largest: number;
};

export function spreadStatisticsOf(seconds: Seconds, count: number): SpreadStatistics {
  const means: number[] = [];
  let [sum, largest] = [0, Number.NaN];
  for (let age = Math.min(count, seconds.length) - 1; age >= 0; age--) {
    const mean = seconds.meanSpread(age);
    if (Number.isNaN(mean)) continue;
    means.push(mean);
    sum += mean;
    if (!(seconds.spread(age) <= largest)) largest = seconds.spread(age);
  }
  means.sort((a, b) => a - b);
  const half = means.length / 2;
  const median = (means[Math.floor(half)]! + means[Math.ceil(half) - 1]!) / 2;
  return { mean: sum / means.length, median: means.length === 0 ? Number.NaN : median, largest };
}
