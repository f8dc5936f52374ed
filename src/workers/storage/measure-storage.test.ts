import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocateMetricRegion } from '../../core/board/metric-region.ts';
import { readMetrics } from '../../core/board/metric-samples.ts';
import { openMetrics } from '../../core/board/metrics.ts';
import { nodeDisk } from '../../core/disk/node-disk.ts';
import { AppError } from '../../core/errors.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { createBatchCounters, watchStorage } from './measure-storage.ts';
import {
  alert,
  codeOf,
  createAwayFixture,
  deposit,
  untilDegraded,
  untilHealthy,
} from './testing/away-fixture.ts';
import { awayRigs } from './testing/away-rigs.ts';

for (const rig of awayRigs)
  test(`what is journaled or refused while ${rig.name} is away does not count as committed`, {
    skip: rig.skip,
  }, async (t) => {
    const { server, start } = await createAwayFixture(t, rig);
    const { client, counted } = await start();
    const commits = () => counted.get('zapflow_storage_commits');
    await client.changeBalance(deposit('d1', '10'));
    assert.equal(commits(), 1);
    await server.stop();
    await untilDegraded({ client });
    const before = commits();
    await client.sendMessage(alert('journaled'));
    assert.equal(await client.changeBalance(deposit('d2')).catch(codeOf), 'DATABASE_AWAY');
    assert.equal(commits(), before);
    await server.start();
    await untilHealthy({ client });
    await client.changeBalance(deposit('d2'));
    assert.equal(commits(), (before ?? 0) + 1);
  });

test('the room on the disk is told every ten seconds, and what cannot be told is left out', async () => {
  const clock = createManualClock();
  const memory = allocateMetricRegion();
  let free: number | undefined = 7000;
  const asked = new Set<string>();
  const freeBytes = (path: string) => {
    asked.add(path);
    return free;
  };
  const engine = { standing: { journaled: 0 }, connections: 1, read: async () => [] };
  const stop = watchStorage({
    ...{ clock, metrics: openMetrics(memory), disk: { freeBytes }, path: '/data/zapflow.db' },
    engine: engine as never,
    queue: { depth: 0 },
  });
  const told = () => readMetrics(memory).find(({ name }) => name === 'zapflow_disk_free');
  const value = () => (told() as { value: number } | undefined)?.value;
  assert.equal(value(), 7000);
  free = 6000;
  await clock.advance(10_000);
  assert.equal(value(), 6000);
  free = undefined;
  await clock.advance(10_000);
  assert.equal(value(), 6000);
  stop();
  free = 1;
  await clock.advance(10_000);
  assert.deepEqual([value(), [...asked]], [6000, ['/data/zapflow.db']]);
  assert.ok((nodeDisk.freeBytes?.(`${import.meta.dirname}/x.db`) ?? 0) > 0);
  assert.equal(nodeDisk.freeBytes?.('/nowhere/at/all/x.db'), undefined);
});

/** Without what every region counts of itself. */
const recorded = (memory: SharedArrayBuffer) =>
  readMetrics(memory).filter(({ name }) => name !== 'zapflow_metric_updates_lost');

test('the gauges of storage rise with what waits and fall with it, by topic', async () => {
  const clock = createManualClock();
  const memory = allocateMetricRegion();
  const queue = { depth: 3 };
  const standing = { journaled: 5 };
  let topics = [{ topic: 'webhooks', waiting: 7, oldestAtMs: 1 }];
  const stop = watchStorage({
    ...{ clock, metrics: openMetrics(memory), disk: {}, path: '/data/zapflow.db', queue },
    engine: { standing, connections: 2, read: async () => topics } as never,
  });
  const told = () =>
    Object.fromEntries(
      recorded(memory).map((sample) => [sample.name, 'value' in sample ? sample.value : undefined]),
    );
  await clock.advance(5000);
  const risen = {
    zapflow_storage_queue_depth: 3,
    zapflow_storage_journaled: 5,
    database_connections_active: 2,
  };
  assert.deepEqual(told(), { ...risen, zapflow_outbox_backlog: 7 });
  [queue.depth, standing.journaled, topics] = [0, 0, []];
  await clock.advance(5000);
  const fallen = {
    zapflow_storage_queue_depth: 0,
    zapflow_storage_journaled: 0,
    database_connections_active: 2,
  };
  assert.deepEqual(told(), { ...fallen, zapflow_outbox_backlog: 0 });
  stop();
});

test('of a batch are counted its writes by outcome, its time, or why it could not be committed', () => {
  const memory = allocateMetricRegion();
  const count = createBatchCounters(openMetrics(memory));
  count(undefined, { end: 'committed', writes: 5, failed: 2, durationMs: 8 });
  count(new AppError('DISK_FULL'), { end: 'committed', writes: 4, failed: 4, durationMs: 1 });
  const told = new Map(
    recorded(memory).map((sample) => [
      [sample.name, sample.labels['result'] ?? sample.labels['code']].filter(Boolean).join(' '),
      'value' in sample ? sample.value : sample.histogram.count,
    ]),
  );
  assert.deepEqual(Object.fromEntries(told), {
    zapflow_storage_commits: 1,
    zapflow_storage_commit_latency: 1,
    'zapflow_storage_writes done': 3,
    'zapflow_storage_writes failed': 6,
    'zapflow_storage_commit_failures DISK_FULL': 1,
  });
});
