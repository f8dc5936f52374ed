// What many outcomes say together, and whether they are enough to say it.
import { wilsonInterval } from '../../../domain/statistics/wilson-interval.ts';

/** Fewer say nothing. */
export const LEAST_OUTCOMES = 100;

export type OutcomeSums = {
  readonly count: number;
  readonly hits: number;
  readonly returnBps: number;
  readonly drawdownBps: number;
  readonly targets: number;
  readonly stops: number;
};

export type KeyedStatistics = {
  key: string;
  count: number;
  hitRate: number | null;
  hitRateLow: number | null;
  hitRateHigh: number | null;
  meanReturnBps: number | null;
  meanDrawdownBps: number | null;
  targets: number;
  stops: number;
};

/** Shares and means are null below 100 outcomes; the interval is Wilson's of 95 %. */
export function toStatistics(key: string, sums: OutcomeSums): KeyedStatistics {
  const { count, hits, returnBps, drawdownBps, targets, stops } = sums;
  const isEnough = count >= LEAST_OUTCOMES;
  const interval = isEnough ? wilsonInterval(hits, count) : undefined;
  return {
    ...{ key, count, targets, stops },
    hitRate: isEnough ? hits / count : null,
    hitRateLow: interval?.low ?? null,
    hitRateHigh: interval?.high ?? null,
    meanReturnBps: isEnough ? returnBps / count : null,
    meanDrawdownBps: isEnough ? drawdownBps / count : null,
  };
}
