import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../board/metric-region.ts';
import { readMetrics } from '../board/metric-samples.ts';
import { openMetrics } from '../board/metrics.ts';
import { type TestTasks, taskModule } from '../pool/testing/pool-cases.ts';
import { createPoolDoor } from './pool-door.ts';

test('each task counts once, with the time it waited and the time it ran', async () => {
  const memory = allocateMetricRegion();
  const defaults = { threads: false, maxThreads: 1, queueLimit: 10, taskTimeoutMs: 5000, retries: 0 };
  const balancing = { balance: 'least-loaded', loadIntervalMs: 1000 } as const;
  const openPool = createPoolDoor({ ...defaults, ...balancing }, 'storage', openMetrics(memory));
  const pool = openPool<TestTasks>({ module: taskModule });
  await pool.run('echo', 1);
  await pool.run('echo', 2);
  await pool.close();
  const counts = readMetrics(memory).flatMap((sample) =>
    'histogram' in sample ? [[sample.name, sample.labels['worker'], sample.histogram.count]] : [],
  );
  assert.deepEqual(counts.sort(), [
    ['zapflow_pool_run', 'storage', 2],
    ['zapflow_pool_wait', 'storage', 2],
  ]);
});
