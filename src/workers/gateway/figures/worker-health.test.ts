import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { watchWorkers } from './worker-health.ts';

const ready = [{ service: 'cache', state: 'ready', restarts: 0 }];

function start() {
  const clock = createManualClock();
  const region = allocateMetricRegion();
  const metrics = openMetrics(region);
  const of = { worker: 'cache' };
  const cells = {
    processed: metrics.counter('total_requests_processed', of),
    errors: metrics.counter('error_count', of),
    bugs: metrics.counter('zapflow_handler_bugs', of),
    wanted: metrics.gauge('zapflow_connections_wanted', of),
    open: metrics.gauge('connections_active', { ...of, kind: 'outside' }),
    clients: metrics.gauge('connections_active', { ...of, kind: 'websocket' }),
  };
  const health = watchWorkers({ clock, workers: ['cache'], samples: () => readMetrics(region, of) });
  return { clock, cells, health, status: () => health.judge(ready, {})['cache']?.status };
}

test('a worker whose handlers fail is Degraded, and Healthy again a minute after the last error', async () => {
  const { clock, cells, status } = start();
  assert.equal(status(), 'Healthy');
  for (let i = 0; i < 12; i++) {
    cells.bugs.add();
    await clock.advance(10_000);
    assert.equal(status(), 'Degraded');
  }
  await clock.advance(49_000);
  assert.equal(status(), 'Degraded');
  await clock.advance(11_000);
  assert.equal(status(), 'Healthy');
});

test('many errors count when they are much of what was done within the minute', async () => {
  const { clock, cells, status } = start();
  cells.processed.add(1_000_000);
  await clock.advance(120_000);
  cells.processed.add(50);
  cells.errors.add(30);
  assert.equal(status(), 'Degraded');
  cells.processed.add(50);
  assert.equal(status(), 'Healthy');
});

test('connections of clients are not those a worker owes', () => {
  const { cells, status } = start();
  cells.wanted.set(1);
  cells.clients.set(5);
  assert.equal(status(), 'Disconnected');
  cells.open.set(1);
  assert.equal(status(), 'Healthy');
});

test('what a worker says of itself stays where it is worse, and who is switched off is not there', () => {
  const { health } = start();
  const said = {
    cache: { status: 'Degraded' as const, says: 'Redis is away.' },
    storage: { status: 'Disconnected' as const },
  };
  assert.deepEqual(health.judge(ready, said), { cache: said.cache });
});
