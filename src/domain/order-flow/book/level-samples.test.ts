import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrderBook } from '../../market/order-book.ts';
import { LevelSamples } from './level-samples.ts';

function bookOf(size: number): OrderBook {
  const book = new OrderBook();
  for (const [price, side] of [
    [100, 'bid'],
    [97, 'bid'],
    [96, 'bid'],
    [102, 'ask'],
    [105, 'ask'],
    [106, 'ask'],
  ] as const)
    book.set(side, price, price === 96 || price === 106 ? 9999 : size);
  return book;
}

test('only levels near the touch count, and only after a minute', () => {
  const levels = new LevelSamples(3);
  for (let second = 1; second <= 60; second++) {
    assert.ok(Number.isNaN(levels.quantile(1)));
    levels.sample(bookOf(5));
  }
  assert.deepEqual([levels.seconds, levels.quantile(1), levels.quantile(0)], [60, 5, 5]);
});

test('samples older than ten minutes are forgotten', () => {
  const levels = new LevelSamples(3);
  for (let second = 0; second < 600; second++) levels.sample(bookOf(second < 300 ? 40 : 7));
  assert.deepEqual([levels.quantile(0.5), levels.quantile(0.51)], [7, 40]);
  for (let second = 0; second < 300; second++) levels.sample(bookOf(3));
  assert.deepEqual([levels.seconds, levels.quantile(0.5), levels.quantile(1)], [600, 3, 7]);
});

test('seconds without a known book push older ones out and do not count', () => {
  const levels = new LevelSamples(3);
  for (let second = 0; second < 100; second++) levels.sample(bookOf(5));
  for (let second = 0; second < 550; second++) levels.sample(undefined);
  assert.equal(levels.seconds, 50);
  assert.ok(Number.isNaN(levels.quantile(0.5)));
});
