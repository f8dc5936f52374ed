import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FootprintBar } from '../../domain/order-flow/footprint.ts';
import { Legs } from './legs.ts';

function bar(open: number, close: number, ask: number, bid: number): FootprintBar {
  const [high, low] = [Math.max(open, close), Math.min(open, close)];
  const rest = { openMs: 0, lastMs: 0, trades: 1, deltaMin: 0, deltaMax: 0, binTicks: 10, rows: [] };
  return { open, close, high, low, ask, bid, ...rest };
}

test('a leg holds the aggression up to its extreme, and what comes after belongs to the next', () => {
  const legs = new Legs();
  const push = (...bars: FootprintBar[]) => {
    for (const each of bars) legs.push(each, 10);
    return [legs.direction, legs.extreme, legs.aggression, legs.aggressionBefore];
  };
  assert.deepEqual(push(bar(0, 20, 100, 1)), [1, 20, 100, Number.NaN]);
  // back by less than a turn: not yet part of the leg, until it goes on
  assert.deepEqual(push(bar(20, 15, 7, 50)), [1, 20, 100, Number.NaN]);
  assert.deepEqual(push(bar(15, 30, 60, 2)), [1, 30, 167, Number.NaN]);
  assert.deepEqual(push(bar(30, 25, 5, 40), bar(25, 18, 6, 80)), [-1, 18, 120, Number.NaN]);
  assert.deepEqual(push(bar(18, 40, 90, 3)), [1, 40, 90, 167]);
  assert.equal(legs.number, 3);
});
