import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { toExportedName, toExposition } from './exposition.ts';
import { allocateMetricRegion } from './metric-region.ts';
import { type MetricSample, readMetrics } from './metric-samples.ts';
import { type MetricName, metricTable } from './metric-table.ts';
import { openMetrics } from './metrics.ts';

const names = Object.keys(metricTable) as MetricName[];

/** Every metric of the table, from two workers. */
function sampleEverything(): MetricSample[] {
  return ['scout', 'odd "worker"\\\n'].flatMap((worker) => {
    const shared = allocateMetricRegion(256 * 1024);
    const metrics = openMetrics(shared);
    for (const name of names) {
      const { kind } = metricTable[name];
      if (name === 'zapflow_metric_updates_lost') continue;
      if (kind === 'counter') metrics.counter(name as 'error_count').add(3);
      if (kind === 'gauge') metrics.gauge(name as 'worker_uptime').set(1500);
      if (kind === 'histogram') metrics.histogram(name as 'processing_latency').record(250);
    }
    return readMetrics(shared, { worker });
  });
}

const linesOf = (text: string, start: string) => text.split('\n').filter((line) => line.startsWith(start));

test('the names of the source documents appear, with the suffixes Prometheus asks for', () => {
  const exported = names.map((name) => toExportedName(name, metricTable[name]));
  for (const name of [
    'worker_uptime_seconds',
    'total_requests_processed_total',
    'error_count_total',
    'processing_latency_seconds',
    'connections_active',
    'database_connections_active',
    'circuit_breaker_state',
  ])
    assert.ok(exported.includes(name), name);
});

test('every name is there before its first use', () => {
  const text = toExposition([]);
  assert.equal(linesOf(text, '# TYPE ').length, names.length);
  assert.ok(text.includes('# TYPE circuit_breaker_state gauge\n'));
});

test('values are converted to base units', () => {
  const text = toExposition(sampleEverything());
  assert.deepEqual(linesOf(text, 'worker_uptime_seconds{')[0], 'worker_uptime_seconds{worker="scout"} 1.5');
  assert.equal(
    linesOf(text, 'processing_latency_seconds_sum')[0],
    'processing_latency_seconds_sum{worker="scout"} 0.25',
  );
  assert.equal(
    linesOf(text, 'zapflow_worker_heap_bytes{')[0],
    'zapflow_worker_heap_bytes{worker="scout"} 1500',
  );
});

test('HELP and TYPE come once per family and each family is in one piece', () => {
  const text = toExposition(sampleEverything());
  assert.equal(linesOf(text, '# HELP ').length, names.length);
  assert.equal(linesOf(text, '# TYPE ').length, names.length);
  const order = text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.replace(/[{ ].*/, '').replace(/_(bucket|sum|count)$/, ''));
  const changes = order.filter((name, i) => name !== order[i - 1]);
  assert.equal(changes.length, new Set(order).size);
});

test('a histogram has cumulative buckets with the same bounds in every scrape', () => {
  const shared = allocateMetricRegion();
  const latency = openMetrics(shared).histogram('processing_latency');
  const bounds = () =>
    linesOf(toExposition(readMetrics(shared)), 'processing_latency_seconds_bucket').map((line) =>
      line.replace(/ .*/, ''),
    );
  const before = bounds();
  for (const ms of [0, 0.5, 3, 3, 900, 1e12]) latency.record(ms);
  assert.deepEqual(bounds(), before);
  const counts = linesOf(toExposition(readMetrics(shared)), 'processing_latency_seconds_bucket').map(
    (line) => [/le="(.*)"/.exec(line)?.[1], Number(line.split(' ')[1])],
  );
  const at = Object.fromEntries(counts) as Record<string, number>;
  assert.deepEqual(
    [at['0.0000625'], at['0.001'], at['0.004'], at['1.024'], at['131.072'], at['+Inf']],
    [1, 2, 4, 5, 5, 6],
  );
});

test('label values and names are escaped', () => {
  const text = toExposition([
    { name: 'error_count', kind: 'counter', value: 1, labels: { 'odd-name': 'a"b\\c\nd', '1st': 'x' } },
    { name: 'connections_active', kind: 'gauge', value: Number.NEGATIVE_INFINITY, labels: {} },
  ]);
  assert.ok(text.includes('error_count_total{odd_name="a\\"b\\\\c\\nd",_1st="x"} 1\n'), text);
  assert.ok(text.includes('connections_active -Inf\n'));
});

const isMissing = spawnSync('promtool', ['--version']).status !== 0;
const { ZAPFLOW_TEST_REQUIRE = '' } = process.env;
const isRequired = ZAPFLOW_TEST_REQUIRE.split(',').includes('promtool');
const skip = isMissing && !isRequired && 'promtool is not installed';
test('promtool finds nothing to complain of', { skip }, () => {
  for (const samples of [sampleEverything(), []]) {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: toExposition(samples),
      encoding: 'utf8',
    });
    assert.deepEqual({ status, output: stdout + stderr }, { status: 0, output: '' });
  }
});
