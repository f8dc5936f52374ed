import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLadder } from './ladder-rows.ts';

const level = (ticks: number, size: number) => ({ ticks, size });

test('sums go away from the touch, and the spread is that of the best levels', () => {
  const asks = [level(101, 2), level(102, 3)];
  const bids = [level(99, 1), level(98, 5)];
  const ladder = toLadder(asks, bids, [asks[0], bids[0]]);
  assert.deepEqual(
    [ladder.asks.map(({ sum }) => sum), ladder.bids.map(({ sum }) => sum)],
    [
      [2, 5],
      [1, 6],
    ],
  );
  assert.deepEqual([ladder.largest, ladder.spreadTicks, ladder.isCrossed], [5, 2, false]);
});

test('without one side there is no spread, and a crossed book is told', () => {
  assert.equal(toLadder([], [level(9, 1)], [undefined, level(9, 1)]).spreadTicks, null);
  assert.equal(toLadder([level(8, 1)], [level(9, 1)], [level(8, 1), level(9, 1)]).isCrossed, true);
});
