import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Metrics } from '../../core/board/metrics.ts';
import { AppError } from '../../core/errors.ts';
import { allocateLogRing, createLogRingWriter } from '../../core/log/log-ring.ts';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { reportLines } from './report-lines.ts';
import { createSink } from './sink.ts';

function createCountingMetrics() {
  const totals: Record<string, number> = {};
  const counter: Metrics['counter'] = (name, labels = {}) => ({
    add(n = 1) {
      const key = `${name} ${Object.values(labels).join(' ')}`;
      totals[key] = (totals[key] ?? 0) + n;
    },
  });
  const unused = { set: () => {}, add: () => {}, record: () => {} };
  return { metrics: { counter, gauge: () => unused, histogram: () => unused } satisfies Metrics, totals };
}

function createReports(publish: (line: string, seq: number) => Promise<void>) {
  const memory = allocateLogRing(64 * 1024);
  const ring = createLogRingWriter(memory);
  const { metrics, totals } = createCountingMetrics();
  const sink = createSink({ clock: createManualClock(), outputs: [], rings: [['loud', memory]] });
  let notShown = 0;
  reportLines(sink, {
    worker: 'logger',
    life: 'first',
    publish: (_event, { line, seq }) => publish(line, seq),
    metrics,
    terminal: { notShown: () => notShown },
  });
  const write = (msg: string) => ring.write(JSON.stringify({ level: 30, time: 1, msg }), false);
  const hide = (count: number) => {
    notShown += count;
  };
  return { sink, write, hide, totals };
}

test('a line that no message can carry is counted, and the lines after it are published under their numbers', async () => {
  const published: unknown[] = [];
  const { sink, write, totals } = createReports((line, seq) => {
    if (line.length > 1000) return Promise.reject(new AppError('MESSAGE_TOO_LARGE'));
    published.push([seq, JSON.parse(line).msg]);
    return Promise.resolve();
  });
  write('-'.repeat(2000));
  write('short');
  sink.flush();
  await sink.stop();
  assert.deepEqual(published, [[2, 'short']]);
  assert.deepEqual(totals, { 'zapflow_messages_dropped logger lineWritten': 1 });
});

test('lines that a ring dropped and lines that the terminal did not show are counted once each', async () => {
  const { sink, write, hide, totals } = createReports(() => Promise.resolve());
  const overflow = (lines: number) => {
    for (let refused = 0; refused < lines; ) if (!write('-'.repeat(500))) refused++;
    sink.flush();
  };
  hide(2);
  overflow(3);
  hide(5);
  overflow(4);
  assert.deepEqual(totals, {
    'zapflow_log_lines_dropped logger ring': 7,
    'zapflow_log_lines_dropped logger terminal': 7,
  });
  await sink.stop();
});
