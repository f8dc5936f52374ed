import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../board/metric-region.ts';
import { readMetrics } from '../board/metric-samples.ts';
import { openMetrics } from '../board/metrics.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createGauges } from './gauges.ts';

const ofThread = [
  'zapflow_worker_heap',
  'zapflow_worker_heap_limit',
  'zapflow_worker_cpu',
  'zapflow_event_loop_delay',
  'zapflow_event_loop_utilization',
];
const ofService = [
  'worker_uptime',
  'zapflow_queue_depth',
  'zapflow_queue_fill',
  'zapflow_metric_updates_lost',
];

/** Names of the figures that each of three services on one thread tells. */
function namesOf(teller: string | undefined): string[][] {
  const gauges = createGauges(createManualClock(), teller);
  const services = ['supervisor', 'sandbox', 'signer'];
  const regions = services.map(() => allocateMetricRegion());
  for (const [i, region] of regions.entries()) gauges.add(services[i] ?? '', openMetrics(region));
  gauges.beat(
    1,
    services.map((service) => [service, 2, 0.5] as const),
  );
  return regions.map((region) => readMetrics(region).map(({ name }) => name));
}

test('figures of a thread are told by one of its services, its own by each', () => {
  const [first = [], ...others] = namesOf('supervisor');
  assert.deepEqual(new Set(first), new Set([...ofService, ...ofThread]));
  for (const names of others) assert.deepEqual(new Set(names), new Set(ofService));
});

test('a unit beside another on its thread leaves the figures of the thread to that one', () => {
  for (const names of namesOf(undefined)) assert.deepEqual(new Set(names), new Set(ofService));
});
