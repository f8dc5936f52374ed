// Settings that many indicators have.
import { z } from 'zod';
import type { Seed } from './blocks/ema.ts';

/** A number of candles. */
export function candles(count: number, description: string, fewest = 1) {
  return z.int().min(fewest).max(10_000).default(count).describe(description);
}

export function factor(value: number, description: string, { min, max } = { min: 0.001, max: 1_000 }) {
  return z.number().min(min).max(max).default(value).describe(description);
}

export function seeding(seed: Seed = 'average') {
  return z
    .enum(['average', 'first', 'early'])
    .default(seed)
    .describe(
      'An exponential average begins with the mean of its first candles, or with the first one, shown when warm or early.',
    );
}
