// Task pools as services get them: configured, measured, and without threads where the placement has none.
import type { Metrics } from '../board/metrics.ts';
import { systemClock } from '../clock.ts';
import { createInlinePool } from '../pool/inline-pool.ts';
import { createPool } from '../pool/pool.ts';
import type { PoolMetrics } from '../pool/pool-options.ts';
import type { Context } from '../service.ts';
import type { PoolDefaults } from './thread-data.ts';

export function createPoolDoor(defaults: PoolDefaults, worker: string, metrics: Metrics): Context['pool'] {
  const { threads, ...configured } = defaults;
  return (options) => {
    const wait = metrics.histogram('zapflow_pool_wait', { worker });
    const run = metrics.histogram('zapflow_pool_run', { worker });
    const measured: PoolMetrics = {
      waitMs: (value) => wait.record(value),
      runMs: (value) => run.record(value),
    };
    const filled = { minThreads: 0, ...configured, ...options, clock: systemClock, metrics: measured };
    return threads ? createPool(filled) : createInlinePool(filled);
  };
}
