import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toConfidenceName, toReliability } from './to-reliability.ts';

const step = (key: string, hitRate: number | null) => ({
  key,
  count: 120,
  hitRate,
  hitRateLow: hitRate === null ? null : hitRate - 0.1,
  hitRateHigh: hitRate === null ? null : hitRate + 0.1,
  meanReturnBps: null,
  meanDrawdownBps: null,
  targets: 0,
  stops: 0,
});

test('a step with enough outcomes is a point at the middle of its tenth, others are none', () => {
  assert.deepEqual(
    toReliability([step('0.6', 0.55), step('0.7', null), step('other', 0.5)]).map(({ said, happened }) => [
      Math.round(said * 100),
      happened,
    ]),
    [[65, 0.55]],
  );
});

test('a tenth is told by its ends', () => {
  assert.deepEqual(
    [toConfidenceName('0.6'), toConfidenceName('0'), toConfidenceName('x')],
    ['60 to 70 %', '0 to 10 %', 'x'],
  );
});
