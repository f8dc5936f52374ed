import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrderBook } from '../../../domain/market/order-book.ts';
import { TickerCheck } from './ticker-check.ts';

function bookOf(bidSize: number): OrderBook {
  const book = new OrderBook();
  book.set('bid', 99, bidSize);
  book.set('ask', 101, 1);
  return book;
}
const ticker = (check: TickerCheck, id: number, bidSize: number) => check.take(id, 99, bidSize, 101, 1);

test('a ticker that lags behind the book is waited for', () => {
  const check = new TickerCheck();
  ticker(check, 10, 1);
  assert.equal(check.note(bookOf(5), 20), true);
  assert.equal(check.compared, 0);
  assert.equal(ticker(check, 15, 5), true, 'it could be followed by another before 20');
  assert.equal(check.compared, 0);
  assert.equal(ticker(check, 21, 6), true);
  assert.deepEqual([check.compared, check.exact], [1, 1]);
});

test('a ticker that is ahead of the book judges it by what it said of that time', () => {
  const check = new TickerCheck();
  for (const [id, size] of [
    [10, 1],
    [12, 2],
    [14, 3],
  ] as const)
    ticker(check, id, size);
  assert.equal(check.note(bookOf(2), 13), true);
  assert.equal(check.note(bookOf(1), 11), true);
  assert.deepEqual([check.compared, check.exact], [2, 2]);
});

test('a book that showed another touch is found out, whichever came first', () => {
  const before = new TickerCheck();
  ticker(before, 10, 1);
  ticker(before, 20, 2);
  assert.equal(before.note(bookOf(9), 15), false);
  const after = new TickerCheck();
  ticker(after, 10, 1);
  after.note(bookOf(9), 15);
  assert.equal(ticker(after, 20, 2), false);
});

test('a book before the first known ticker is not judged', () => {
  const check = new TickerCheck();
  ticker(check, 50, 1);
  assert.equal(check.note(bookOf(9), 40), true);
  assert.equal(check.compared, 0);
});

test('a book that begins anew is not judged by what it was, and one that waits too long is let go', () => {
  const check = new TickerCheck();
  ticker(check, 1, 1);
  check.note(bookOf(9), 5);
  check.clear();
  assert.equal(ticker(check, 10, 1), true);
  for (let id = 11; id < 11 + 2000; id++) check.note(bookOf(1), id);
  check.finish();
  assert.deepEqual([check.compared, check.exact], [1024, 1024]);
});
