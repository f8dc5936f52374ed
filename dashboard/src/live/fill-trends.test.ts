import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemState } from '../../../src/api/system.ts';
import { fillTrends } from './fill-trends.ts';
import { TREND_POINTS } from './reducers.ts';

const state = {} as SystemState;
const history = (values: (number | null)[]) => ({
  stepMs: 10_000,
  endMs: 0,
  series: [{ name: 'cpu', worker: 'cache', unit: 'percent', values }],
});

function cpuOf(seen: number[], values: (number | null)[], ageMs = 0): (number | null)[] {
  const trends = new Map([['cache', { cpuPercent: seen, loopDelayMs: [], queueDepth: [] }]]);
  return [...(fillTrends({ state, trends }, history(values), ageMs).trends.get('cache')?.cpuPercent ?? [])];
}

test('the past stands before what was seen, ten seconds a step, and a minute in all', () => {
  const filled = cpuOf([9, 9], [1, 2, 3, 4, 5, 6, 7]);
  assert.equal(filled.length, TREND_POINTS);
  assert.deepEqual(filled.slice(-12), [6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 9, 9]);
  assert.equal(filled[0], 2);
});

test('a history that was asked for a while ago reaches less far back, and gaps stay gaps', () => {
  assert.deepEqual(cpuOf(Array(30).fill(9), [1, null], 30_000).slice(0, 20), [
    ...Array(10).fill(1),
    ...Array(10).fill(null),
  ]);
});

test('who has seen a minute needs no history', () => {
  const seen = Array(TREND_POINTS).fill(3);
  assert.deepEqual(cpuOf(seen, [1, 2]), seen);
});
