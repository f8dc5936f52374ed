import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { calmBid, mirror, startMs, trade } from '../testing/records.ts';
import { oneSidedFlow } from './one-sided-flow.ts';
import { toWords, watch } from './testing/watch.ts';

/** Every second so many lots are bought, and so many sold. */
const flow = (lots: (second: number) => readonly [bought: number, sold: number]): FeedRecord[] =>
  Array.from({ length: 200 }, (_, second) => {
    const [bought, sold] = lots(second);
    const atMs = startMs + second * 1000;
    return [
      ...(bought > 0 ? [trade(atMs + 300, 'buy', calmBid + 1, bought)] : []),
      ...(sold > 0 ? [trade(atMs + 600, 'sell', calmBid, sold)] : []),
    ];
  }).flat();
const from120 = (bought: number, sold: number) =>
  flow((second) => (second >= 120 && second < 160 ? [bought, sold] : [50, 50]));

test('a flow of both sides is none', () => {
  assert.deepEqual(watch(oneSidedFlow, from120(50, 50)), []);
});

test('a flow from one side is told once, when the whole window leans', () => {
  const found = watch(oneSidedFlow, from120(120, 20));
  assert.deepEqual(toWords(found), ['low buy 150']);
  assert.deepEqual(toWords(watch(oneSidedFlow, mirror(from120(120, 20)))), ['low sell 150']);
});

test('a flow that leans a little less is none', () => {
  assert.deepEqual(watch(oneSidedFlow, from120(110, 20)), []);
});

test('from 0.9 on it is medium', () => {
  assert.deepEqual(toWords(watch(oneSidedFlow, from120(10, 200))), ['low sell 145', 'medium sell 150']);
});

test('a thin flow is none, whatever its side', () => {
  assert.deepEqual(watch(oneSidedFlow, from120(60, 0)), []);
});

test('one large order is no flow', () => {
  const once = (second: number) => (second === 130 ? ([90_000, 50] as const) : ([50, 50] as const));
  assert.deepEqual(watch(oneSidedFlow, flow(once)), []);
});

test('nothing is said in the first minute', () => {
  assert.deepEqual(
    toWords(
      watch(
        oneSidedFlow,
        flow(() => [120, 5]),
      ),
    ),
    ['medium buy 61'],
  );
});
