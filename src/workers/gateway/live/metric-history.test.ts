import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricHistory } from '../../../api/system.ts';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { startMetricHistory } from './metric-history.ts';

function create() {
  const clock = createManualClock();
  const memory = allocateMetricRegion();
  const metrics = openMetrics(memory);
  const history = startMetricHistory({
    clock,
    workers: ['market', 'chain'],
    read: () => readMetrics(memory, { worker: 'supervisor' }),
  });
  const valuesOf = (name: string, worker = 'market') =>
    history.reply().series.find((series) => series.name === name && series.worker === worker)?.values;
  return { clock, metrics, history, valuesOf };
}

test('counters become rates, histograms the p99 of each step, and gauges stay what they are', async () => {
  const { clock, metrics, history, valuesOf } = create();
  const of = { worker: 'market' };
  const cpu = metrics.counter('zapflow_worker_cpu', of);
  const processed = metrics.counter('total_requests_processed', of);
  const latency = metrics.histogram('processing_latency', of);
  metrics.gauge('zapflow_process_memory').set(5000);
  cpu.add(700);
  processed.add(40);
  await clock.advance(10_000);
  cpu.add(2500);
  processed.add(20);
  for (let i = 0; i < 100; i++) latency.record(8);
  metrics.gauge('zapflow_worker_heap', of).set(123);
  await clock.advance(10_000);
  latency.record(100);
  await clock.advance(10_000);
  assert.deepEqual(valuesOf('cpu'), [null, null, 25, 0]);
  assert.deepEqual(valuesOf('processed'), [null, null, 2, 0]);
  assert.deepEqual(valuesOf('heap'), [null, null, 123, 123]);
  assert.deepEqual(valuesOf('rss', 'process'), [null, 5000, 5000, 5000]);
  const [first, second, third, fourth] = valuesOf('latencyP99') ?? [];
  assert.deepEqual([first, second], [null, null]);
  // To within the width of a bucket.
  assert.ok(Math.abs((third ?? 0) - 8) < 1 && Math.abs((fourth ?? 0) - 100) < 7, `${third} ${fourth}`);
  assert.deepEqual(valuesOf('cpu', 'chain'), [null, null, null, null]);
  metricHistory.reply.parse(history.reply());
  assert.deepEqual(new Set(history.reply('chain').series.map(({ worker }) => worker)), new Set(['chain']));
});

test('an hour is kept and no more, and a machine that slept leaves a hole', async () => {
  const { clock, metrics, history, valuesOf } = create();
  metrics.gauge('zapflow_process_memory').set(1);
  await clock.advance(2 * 3_600_000);
  const full = valuesOf('rss', 'process') ?? [];
  assert.equal(full.length, 360);
  assert.ok(full.every((value) => value === 1));
  assert.equal(history.reply().stepMs, 10_000);
  assert.equal(history.reply().endMs, clock.now());
});
