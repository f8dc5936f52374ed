import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Touch } from '../flow-view.ts';
import { touchImbalance } from './touch-imbalance.ts';

const touch = fc.record({
  bid: fc.integer({ min: 90, max: 99 }),
  bidSize: fc.integer({ min: 1, max: 50 }),
  ask: fc.integer({ min: 100, max: 109 }),
  askSize: fc.integer({ min: 1, max: 50 }),
});

test('the imbalance is what the bid gained less what the ask gained', () => {
  fc.assert(
    fc.property(touch, touch, (before, after) => {
      const gain = (isBetter: boolean, isEqual: boolean, size: number, was: number) =>
        isEqual ? size - was : isBetter ? size : -was;
      const bid = gain(after.bid > before.bid, after.bid === before.bid, after.bidSize, before.bidSize);
      const ask = gain(after.ask < before.ask, after.ask === before.ask, after.askSize, before.askSize);
      assert.equal(touchImbalance(before, after), bid - ask);
    }),
  );
});

test('seen from the other side of the book it is the same with the other sign', () => {
  const mirrored = ({ bid, bidSize, ask, askSize }: Touch) => ({
    bid: -ask,
    bidSize: askSize,
    ask: -bid,
    askSize: bidSize,
  });
  fc.assert(
    fc.property(touch, touch, (before, after) => {
      assert.equal(touchImbalance(mirrored(before), mirrored(after)) + touchImbalance(before, after), 0);
    }),
  );
});

test('an empty side has no imbalance', () => {
  const full = { bid: 1, bidSize: 1, ask: 2, askSize: 1 };
  assert.ok(Number.isNaN(touchImbalance({ ...full, bid: Number.NaN }, full)));
  assert.ok(Number.isNaN(touchImbalance(full, { ...full, ask: Number.NaN })));
});
