import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calmBid, mirror, record, startMs } from '../testing/records.ts';
import { liquidationCascade } from './liquidation-cascade.ts';
import { toWords, watch } from './testing/watch.ts';

/** Forced orders of longs, one in so many seconds, each a tick lower; of 2000 lots worth about 20,000 quote. */
const forced = (count: number, everySeconds: number, lots = 2000, fromSecond = 0) =>
  Array.from({ length: count }, (_, i) =>
    record('longLiquidated', startMs + (fromSecond + i * everySeconds) * 1000, calmBid - i, lots),
  );

test('a few forced orders are no cascade', () => {
  assert.deepEqual(watch(liquidationCascade, forced(4, 1)), []);
});

test('forced orders spread over a long time are none', () => {
  assert.deepEqual(watch(liquidationCascade, forced(30, 7.5)), []);
});

test('a cascade is told when it is one and as it grows, and pushes prices the way it trades', () => {
  const found = watch(liquidationCascade, forced(25, 1));
  assert.deepEqual(toWords(found), ['medium sell 4', 'high sell 9', 'critical sell 19']);
  assert.deepEqual([found[0]?.price, found[0]?.figures['movedTicks']], [calmBid - 4, -4]);
  assert.deepEqual(toWords(watch(liquidationCascade, mirror(forced(5, 1)))), ['medium buy 4']);
});

test('longs and shorts do not add up', () => {
  const both = forced(4, 1).flatMap((each) => [each, { ...each, kind: 'shortLiquidated' as const }]);
  assert.deepEqual(watch(liquidationCascade, both), []);
});

test('small positions are no cascade, however many', () => {
  assert.deepEqual(watch(liquidationCascade, forced(30, 1, 100)), []);
});

test('a later cascade is another one', () => {
  const found = watch(liquidationCascade, [...forced(6, 1), ...forced(6, 1, 2000, 100)]);
  assert.deepEqual(toWords(found), ['medium sell 4', 'medium sell 104']);
});
