import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SecondRing } from './second-ring.ts';
import { flowImbalanceOf, spreadStatisticsOf, tradeImbalanceOf } from './second-statistics.ts';

function ringOf(spreads: readonly number[]): SecondRing {
  const ring = new SecondRing();
  spreads.forEach((spread, index) => {
    ring.addSpread(spread);
    ring.addImbalance(index);
    ring.addTrade(index % 2 === 0, 100, index + 1);
    ring.end(index * 1000);
  });
  return ring;
}

test('statistics are of the last seconds, and of those that are held where these are fewer', () => {
  const ring = ringOf([50, 1, 2, 9, 4]);
  assert.deepEqual(spreadStatisticsOf(ring, 4), { mean: 4, median: 3, largest: 9 });
  assert.deepEqual(spreadStatisticsOf(ring, 99).median, 4);
  assert.deepEqual([flowImbalanceOf(ring, 2), flowImbalanceOf(ring, 99)], [7, 10]);
  assert.deepEqual([tradeImbalanceOf(ring, 2), tradeImbalanceOf(ring, 99)], [1 / 9, 3 / 15]);
});

test('of nothing there is no statistic', () => {
  const { mean, median, largest } = spreadStatisticsOf(new SecondRing(), 60);
  assert.ok([mean, median, largest, tradeImbalanceOf(new SecondRing(), 60)].every(Number.isNaN));
  assert.equal(flowImbalanceOf(new SecondRing(), 60), 0);
});
