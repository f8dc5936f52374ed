import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemAlert } from '../../../src/api/alerts.ts';
import type { LogLine } from '../../../src/api/logs.ts';
import type { SystemState } from '../../../src/api/system.ts';
import { MAX_LOG_LINES, reducers, type SystemView, TREND_POINTS } from './reducers.ts';

const alert = (id: string, raisedAtMs: number, clearedAtMs: number | null = null): SystemAlert => ({
  seq: raisedAtMs,
  id,
  kind: 'k',
  severity: 'warning',
  title: id,
  says: '',
  raisedAtMs,
  clearedAtMs,
  readAtMs: null,
});

test('an alert that changes takes its own place, a new one comes first', () => {
  const before = reducers.alerts.snapshot([alert('a', 1), alert('b', 2)], undefined);
  const cleared = reducers.alerts.delta(alert('a', 1, 9), before);
  assert.deepEqual(
    cleared.map(({ id, clearedAtMs }) => [id, clearedAtMs]),
    [
      ['b', null],
      ['a', 9],
    ],
  );
  assert.deepEqual(
    reducers.alerts.delta(alert('c', 3), cleared).map(({ id }) => id),
    ['c', 'b', 'a'],
  );
});

test('log lines are bounded: the oldest go', () => {
  const line = (seq: number) => ({ seq }) as LogLine;
  const full = reducers.logs.snapshot(
    Array.from({ length: MAX_LOG_LINES }, (_, seq) => line(seq)),
    undefined,
  );
  const next = reducers.logs.delta([line(MAX_LOG_LINES)], full);
  assert.deepEqual([next.length, next[0]?.seq, next.at(-1)?.seq], [MAX_LOG_LINES, 1, MAX_LOG_LINES]);
});

test('the trend of a worker is its last minute, and ends with the worker', () => {
  const state = (name: string, cpuPercent: number) =>
    ({ workers: [{ name, cpuPercent, loopDelayMs: null, queueDepth: 0 }] }) as unknown as SystemState;
  let view: SystemView = reducers.system.snapshot(state('storage', 0), undefined);
  for (let i = 1; i <= TREND_POINTS; i++) view = reducers.system.delta(state('storage', i), view);
  const trend = view.trends.get('storage')?.cpuPercent;
  assert.deepEqual([trend?.length, trend?.[0], trend?.at(-1)], [TREND_POINTS, 1, TREND_POINTS]);
  assert.deepEqual([...reducers.system.delta(state('cache', 1), view).trends.keys()], ['cache']);
});
