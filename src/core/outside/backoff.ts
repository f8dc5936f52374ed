import type { Random } from '../random.ts';

export type Backoff = { readonly baseMs: number; readonly maxMs: number };

/**
 * How long to wait after the n-th failure in a row (from 1): doubling up to `maxMs`, the upper half of it random
 * ("equal jitter", Brooker 2015), so that many clients of one peer do not come back together.
 */
export function toBackoffMs(failures: number, backoff: Backoff, random: Random): number {
  const ceilingMs = Math.min(backoff.maxMs, backoff.baseMs * 2 ** Math.min(failures - 1, 52));
  return ceilingMs / 2 + (random.next() * ceilingMs) / 2;
}
