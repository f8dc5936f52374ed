import { DurationHistogram, type Percentiles } from './duration-histogram.ts';
import type { PoolMetrics } from './pool-options.ts';

/** Counts are since the pool was made; each task that was accepted ends in exactly one of the first five. */
export type PoolCounts = {
  completed: number;
  /** Threw, or its input or output was not plain data. */
  failed: number;
  timedOut: number;
  cancelled: number;
  /** Given up with its thread: crashed too often, no thread could load the module, or the pool closed. */
  abandoned: number;
  /** Turned away because the queue was full. */
  refused: number;
  /** Threads that died unasked. */
  crashed: number;
  /** Tasks put back because they ran when their thread died. */
  retried: number;
  /** Replies nobody waited for any more. */
  lateReplies: number;
};

export type PoolStats = Readonly<PoolCounts> & {
  readonly threads: number;
  /** Accepted and not yet running. */
  readonly waiting: number;
  readonly running: number;
  /** From the call to the start of the run, in milliseconds. */
  readonly waitMs: Percentiles;
  readonly runMs: Percentiles;
};

export type PoolRecord = ReturnType<typeof createPoolRecord>;

export function createPoolRecord(metrics: PoolMetrics | undefined) {
  const counts: PoolCounts = {
    completed: 0,
    failed: 0,
    timedOut: 0,
    cancelled: 0,
    abandoned: 0,
    refused: 0,
    crashed: 0,
    retried: 0,
    lateReplies: 0,
  };
  const waits = new DurationHistogram();
  const runs = new DurationHistogram();
  return {
    counts,
    timed(waitMs: number, runMs: number): void {
      waits.record(waitMs);
      runs.record(runMs);
      metrics?.waitMs(waitMs);
      metrics?.runMs(runMs);
    },
    durations: () => ({ waitMs: waits.percentiles(), runMs: runs.percentiles() }),
  };
}
