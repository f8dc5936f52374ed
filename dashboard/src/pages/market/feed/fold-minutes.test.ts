import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrawnCandle } from './drawn.ts';
import { foldMinutes } from './fold-minutes.ts';

const MINUTE_MS = 60_000;

const minute = (at: number, price: number, change: Partial<DrawnCandle> = {}): DrawnCandle => ({
  openMs: at * MINUTE_MS,
  open: price,
  high: price + 2,
  low: price - 1,
  close: price + 1,
  volume: 10,
  delta: 4,
  isClosed: true,
  ...change,
});

test('minutes make a candle: first open, last close, extremes and sums', () => {
  const minutes = [minute(4, 1), minute(5, 100), minute(6, 90), minute(7, 95, { isClosed: false })];
  assert.deepEqual(foldMinutes(minutes, 5 * MINUTE_MS, 5 * MINUTE_MS, undefined), {
    openMs: 5 * MINUTE_MS,
    open: 100,
    high: 102,
    low: 89,
    close: 96,
    volume: 30,
    delta: 12,
    isClosed: false,
  });
});

test('it is closed with its last minute, and its delta is unknown where one of a minute is', () => {
  const minutes = [0, 1, 2, 3, 4].map((at) => minute(at, 50, at === 2 ? { delta: null } : {}));
  const candle = foldMinutes(minutes, 0, 5 * MINUTE_MS, undefined);
  assert.deepEqual([candle?.isClosed, candle?.delta], [true, null]);
});

test('where its first minute is not known, only its price goes on from what was told', () => {
  const before = minute(0, 70, { volume: 500, delta: -3, isClosed: false });
  const candle = foldMinutes([minute(3, 90)], 0, 5 * MINUTE_MS, before);
  assert.deepEqual(candle, { ...before, high: 92, low: 69, close: 91 });
  assert.equal(foldMinutes([minute(3, 90)], 0, 5 * MINUTE_MS, undefined), undefined);
});
