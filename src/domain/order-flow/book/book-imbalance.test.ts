import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrderBook } from '../../market/order-book.ts';
import { createBookImbalance } from './book-imbalance.ts';

test('the imbalance is of the best levels only, and 1 where there are bids only', () => {
  const book = new OrderBook();
  const imbalance = createBookImbalance(2);
  assert.ok(Number.isNaN(imbalance(book)));
  for (const [price, size] of [
    [10, 3],
    [9, 3],
    [8, 100],
  ] as const)
    book.set('bid', price, size);
  assert.equal(imbalance(book), 1);
  book.set('ask', 11, 2);
  assert.equal(imbalance(book), (6 - 2) / 8);
});
