import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { percentile } from './log-linear.ts';
import { allocateMetricRegion } from './metric-region.ts';
import { readMetrics } from './metric-samples.ts';
import { openMetrics } from './metrics.ts';

/** Values by name and labels, without the count of lost updates. */
function valuesIn(shared: SharedArrayBuffer): Record<string, number> {
  const values: Record<string, number> = {};
  for (const sample of readMetrics(shared))
    if (sample.kind !== 'histogram' && sample.name !== 'zapflow_metric_updates_lost')
      values[`${sample.name} ${Object.values(sample.labels).join()}`.trim()] = sample.value;
  return values;
}

function lostIn(shared: SharedArrayBuffer): number {
  const sample = readMetrics(shared).find(({ name }) => name === 'zapflow_metric_updates_lost');
  assert.ok(sample && sample.kind !== 'histogram');
  return sample.value;
}

test('counters add, gauges follow, histograms count', () => {
  const shared = allocateMetricRegion();
  const metrics = openMetrics(shared);
  const counter = metrics.counter('error_count', { kind: 'bug' });
  counter.add();
  counter.add(2.5);
  const gauge = metrics.gauge('connections_active');
  gauge.set(7);
  gauge.add(-2);
  const latency = metrics.histogram('processing_latency', { message: 'é"x' });
  for (const ms of [1, 2, 4, 0]) latency.record(ms);

  assert.deepEqual(valuesIn(shared), { 'error_count bug': 3.5, connections_active: 5 });
  const sample = readMetrics(shared, { worker: 'scout' }).find(({ kind }) => kind === 'histogram');
  assert.ok(sample?.kind === 'histogram');
  assert.deepEqual(sample.labels, { message: 'é"x', worker: 'scout' });
  assert.equal(sample.histogram.count, 4);
  assert.equal(sample.histogram.sum, 7);
  assert.ok(Math.abs(percentile(sample.histogram, 1)! - 4) < 0.24);
});

test('asking twice for a name and labels gives the same cell, whatever the order of the labels', () => {
  const metrics = openMetrics(allocateMetricRegion());
  const first = metrics.counter('error_count', { kind: 1, peer: true });
  assert.equal(metrics.counter('error_count', { peer: 'true', kind: '1' }), first);
  assert.notEqual(metrics.counter('error_count', { kind: 1 }), first);
});

test('a writer that restarts finds its cells and continues their values', () => {
  const shared = allocateMetricRegion();
  const before = openMetrics(shared);
  before.counter('error_count', { kind: 'bug' }).add(41);
  before.histogram('processing_latency').record(1);
  const after = openMetrics(shared);
  after.counter('error_count', { kind: 'bug' }).add();
  after.counter('zapflow_late_replies').add(3);
  after.histogram('processing_latency').record(1);
  assert.deepEqual(valuesIn(shared), { 'error_count bug': 42, zapflow_late_replies: 3 });
  const histograms = readMetrics(shared).filter(({ kind }) => kind === 'histogram');
  assert.equal(histograms.length, 1);
});

test('a full region loses updates but counts them, and never throws', () => {
  const shared = allocateMetricRegion(256);
  const metrics = openMetrics(shared);
  metrics.counter('error_count').add(5);
  metrics.histogram('processing_latency').record(1);
  const lost = [1, 2, 3, 4, 5].map((id) =>
    metrics.counter('error_count', { code: `${id}${'x'.repeat(50)}` }),
  );
  for (const counter of lost) counter.add(10);
  const kept = Object.keys(valuesIn(shared)).length - 1;
  assert.deepEqual(Object.entries(valuesIn(shared))[0], ['error_count', 5]);
  assert.ok(kept < 5);
  assert.equal(lostIn(shared), 1 + 5 - kept);
});

test('a name with too many series gets no more of them, while other names do', () => {
  const shared = allocateMetricRegion();
  const metrics = openMetrics(shared, { maxSeriesPerName: 3 });
  for (let id = 0; id < 5; id += 1) metrics.counter('error_count', { code: id }).add();
  metrics.gauge('connections_active').set(1);
  const successor = openMetrics(shared, { maxSeriesPerName: 3 });
  successor.counter('error_count', { code: 9 }).add();
  assert.equal(Object.keys(valuesIn(shared)).length, 4);
  assert.equal(lostIn(shared), 3);
});

test('a name given ten thousand labels stays flat, is counted, and takes no room from the others', () => {
  for (const kind of ['counter', 'histogram'] as const) {
    const shared = allocateMetricRegion();
    const metrics = openMetrics(shared);
    const open = (id: number) =>
      kind === 'counter'
        ? metrics.counter('error_count', { code: `token-${id}` }).add()
        : metrics.histogram('processing_latency', { code: `token-${id}` }).record(1);
    for (let id = 0; id < 500; id++) open(id);
    const before = readMetrics(shared).length;
    for (let id = 0; id < 10_000; id++) open(id);
    const samples = readMetrics(shared);
    assert.equal(samples.length, before);
    const series = samples.filter(({ name }) => name === 'error_count' || name === 'processing_latency');
    assert.ok(series.length > 3 && series.length < 300, String(series.length));
    assert.equal(lostIn(shared), 10_500 - 2 * series.length);
    metrics.gauge('connections_active').set(1);
    metrics.histogram('zapflow_pool_run').record(1);
    assert.equal(readMetrics(shared).length, before + 2);
  }
});

test('values that would spoil a sum for ever are lost and counted', () => {
  const shared = allocateMetricRegion();
  const metrics = openMetrics(shared);
  const counter = metrics.counter('error_count');
  for (const n of [1, Number.NaN, -1, Number.POSITIVE_INFINITY]) counter.add(n);
  metrics.histogram('processing_latency').record(Number.NaN);
  assert.deepEqual(valuesIn(shared), { error_count: 1 });
  assert.equal(lostIn(shared), 4);
});

test('whatever a writer left behind the last entry when it died is neither read nor kept', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 3000, maxLength: 3000 }), (rest) => {
      const shared = allocateMetricRegion(4096);
      openMetrics(shared).counter('error_count').add(3);
      const end = new Int32Array(shared)[1]!;
      new Uint8Array(shared).set(rest, end);
      assert.deepEqual(valuesIn(shared), { error_count: 3 });

      const successor = openMetrics(shared);
      successor.gauge('connections_active').add(2);
      successor.histogram('zapflow_pool_run').record(1);
      assert.deepEqual(valuesIn(shared), { error_count: 3, connections_active: 2 });
      const sample = readMetrics(shared).find(({ kind }) => kind === 'histogram');
      assert.ok(sample?.kind === 'histogram');
      assert.deepEqual([sample.histogram.count, sample.histogram.sum], [1, 1]);
    }),
  );
});

test('an entry is seen only once it is whole', (t) => {
  const shared = allocateMetricRegion();
  const metrics = openMetrics(shared);
  metrics.counter('error_count').add();
  const mock = t.mock.method(Atomics, 'store', () => {
    throw new Error('died');
  });
  assert.throws(() => metrics.counter('zapflow_late_replies'), { message: 'died' });
  mock.mock.restore();
  assert.deepEqual(valuesIn(shared), { error_count: 1 });
  openMetrics(shared).counter('zapflow_late_replies').add();
  assert.deepEqual(valuesIn(shared), { error_count: 1, zapflow_late_replies: 1 });
});

test('memory of another kind is not taken for a region', () => {
  assert.throws(() => openMetrics(new SharedArrayBuffer(1024)), { code: 'BUG' });
  assert.throws(() => readMetrics(new SharedArrayBuffer(1024)), { code: 'BUG' });
});
