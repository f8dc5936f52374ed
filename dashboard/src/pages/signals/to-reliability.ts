import type { SignalStatistics } from '../../api/market.ts';

export type ReliabilityPoint = {
  /** Said and happened, from 0 to 1. */
  readonly said: number;
  readonly happened: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
};

const STEP = 0.1;

/** Of the steps of confidence those with enough outcomes, each at the middle of its tenth. */
export function toReliability(steps: SignalStatistics['byConfidence']): ReliabilityPoint[] {
  return steps.flatMap(({ key, hitRate, hitRateLow, hitRateHigh, count }) => {
    const from = Number(key);
    if (hitRate === null || hitRateLow === null || hitRateHigh === null || !Number.isFinite(from)) return [];
    return [
      { said: Math.min(1, from + STEP / 2), happened: hitRate, low: hitRateLow, high: hitRateHigh, count },
    ];
  });
}

/** `0.6` as `60 to 70 %`. */
export function toConfidenceName(key: string): string {
  const from = Number(key);
  if (!Number.isFinite(from)) return key;
  return `${Math.round(from * 100)} to ${Math.round((from + STEP) * 100)} %`;
}
