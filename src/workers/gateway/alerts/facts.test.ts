import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import { createManualClock } from '../../../core/testing/manual-clock.ts';
import { createFacts, type FactSources } from './facts.ts';

const settings = { mode: 'sandbox' as const, host: '127.0.0.1', memoryRestartBytes: 1000, restarted: null };

function start(changes: Partial<FactSources> = {}) {
  const clock = createManualClock();
  const region = allocateMetricRegion();
  const metrics = openMetrics(region);
  const state = { service: 'cache', state: 'ready', restarts: 0 };
  const facts = createFacts({
    clock,
    settings,
    status: async () => [{ ...state }],
    health: async () => ({}),
    needsSetup: async () => true,
    stop: () => undefined,
    hasParked: async () => false,
    samples: () => readMetrics(region, { worker: 'cache' }),
    ...changes,
  });
  return { clock, metrics, state, facts };
}

test('figures of workers, breakers, brokers and Redis are found in the metrics', async () => {
  const { metrics, facts } = start();
  const of = { worker: 'cache' };
  metrics.gauge('zapflow_worker_heap', of).set(80);
  metrics.gauge('zapflow_worker_heap_limit', of).set(100);
  metrics.gauge('zapflow_queue_fill', of).set(0.5);
  metrics.gauge('zapflow_connections_wanted', of).set(2);
  metrics.gauge('connections_active', { ...of, kind: 'outside' }).set(1);
  metrics.gauge('circuit_breaker_state', { ...of, peer: 'venue' }).set(2);
  metrics.gauge('circuit_breaker_state', { ...of, peer: 'all' }).set(2);
  metrics.gauge('zapflow_mqtt_up', { broker: 'outside' }).set(0);
  metrics.gauge('zapflow_redis_up').set(0);
  const seen = await facts();
  assert.deepEqual(seen.workers, [
    {
      name: 'cache',
      state: 'ready',
      recentRestarts: 0,
      heapBytes: 80,
      heapLimitBytes: 100,
      queueFill: 0.5,
      connections: { active: 1, wanted: 2 },
    },
  ]);
  assert.deepEqual(seen.breakers, [{ worker: 'cache', peer: 'venue', state: 'open' }]);
  assert.deepEqual(seen.brokers, [{ name: 'outside', isUp: false }]);
  assert.equal(seen.isRedisUp, false);
});

test('how much room the disk has is known from storage, and unknown without it', async () => {
  const region = allocateMetricRegion();
  openMetrics(region).gauge('zapflow_disk_free').set(5000);
  const { facts } = start({ samples: () => readMetrics(region, { worker: 'storage' }) });
  assert.equal((await facts()).diskFreeBytes, 5000);
  assert.equal((await start().facts()).diskFreeBytes, undefined);
});

test('how long ago the program died goes by the wall clock', async () => {
  const { clock } = start();
  const restarted = { how: 'by SIGKILL', restarts: 2, atMs: clock.now() - 5 };
  const { facts } = start({ settings: { ...settings, restarted } });
  assert.deepEqual((await facts()).restarted, { how: 'by SIGKILL', restarts: 2, agoMs: 5 });
  assert.equal((await start().facts()).restarted, null);
});

test('where no Redis is configured nothing is said of it', async () => {
  assert.equal((await start().facts()).isRedisUp, undefined);
});

test('restarts count for ten minutes, those before the first look do not', async () => {
  const { clock, state, facts } = start();
  const restarts = async () => (await facts()).workers?.[0]?.recentRestarts;
  state.restarts = 5;
  assert.equal(await restarts(), 0);
  state.restarts = 7;
  assert.equal(await restarts(), 2);
  await clock.advance(300_000);
  state.restarts = 8;
  assert.equal(await restarts(), 3);
  await clock.advance(300_000);
  assert.equal(await restarts(), 1);
  await clock.advance(300_000);
  assert.equal(await restarts(), 0);
});

test('what does not answer is not known, and nobody waits for whether the set-up was done', async () => {
  const { facts } = start({
    status: () => Promise.reject(new Error('away')),
    needsSetup: () => new Promise(() => {}),
  });
  const { workers, needsSetup } = await facts();
  assert.deepEqual([workers, needsSetup], [undefined, undefined]);
});

test('whether the set-up was done is asked until it was', async () => {
  const answers = [Promise.reject(new Error('away')), Promise.resolve(true), Promise.resolve(false)];
  const [failing] = answers;
  failing?.catch(() => {});
  const { clock, facts } = start({
    needsSetup: () => answers.shift() ?? assert.fail('It was asked once more.'),
  });
  const seen: (boolean | undefined)[] = [];
  for (let i = 0; i < 6; i++) {
    await clock.advance(0);
    seen.push((await facts()).needsSetup);
  }
  assert.deepEqual([seen[0], seen.includes(true), seen.at(-1)], [undefined, true, false]);
});

test('whether a message is parked is asked now and then, and what storage said last holds', async () => {
  let asked = 0;
  const { clock, facts } = start({
    hasParked: async () => {
      asked += 1;
      if (asked === 2) throw new Error('away');
      return true;
    },
  });
  await facts();
  await clock.advance(9000);
  assert.deepEqual([(await facts()).hasParked, asked], [true, 1]);
  await clock.advance(1000);
  await facts();
  assert.deepEqual([(await facts()).hasParked, asked], [true, 2]);
});
