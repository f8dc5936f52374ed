import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrderBook } from '../../market/order-book.ts';
import { DepthHistory } from './depth-history.ts';
import { toSizeByte } from './size-byte.ts';

function bookOf(levels: Readonly<Record<number, number>>, mid: number): OrderBook {
  const book = new OrderBook();
  for (const [price, size] of Object.entries(levels))
    book.set(Number(price) < mid ? 'bid' : 'ask', Number(price), size);
  return book;
}

test('a column is made at each boundary that a depth event reaches, and carries its time', () => {
  const history = new DepthHistory();
  const book = bookOf({ 1000: 1, 1001: 1 }, 1000.5);
  const made = [10_010, 10_249, 10_250, 10_251, 11_130].map((nowMs) => history.add(nowMs, book));
  assert.deepEqual(made, [true, false, true, false, true]);
  assert.deepEqual(
    [0, 1, 2].map((age) => history.column(age)?.atMs),
    [11_000, 10_250, 10_000],
  );
  assert.equal(history.column(3), undefined);
});

test('each byte is the size in its row, and empty rows at the ends are left out', () => {
  const history = new DepthHistory({ rowTicks: 5 });
  history.add(0, bookOf({ 1000: 8, 1003: 8, 1011: 64, 1012: 1 }, 1010));
  assert.deepEqual(history.column(0), {
    atMs: 0,
    bid: 1003,
    ask: 1011,
    fromTicks: 1000,
    rowTicks: 5,
    sizes: Uint8Array.of(toSizeByte(16), 0, toSizeByte(65)),
  });
});

test('the rows stay where they are until the middle comes into an outer quarter', () => {
  const history = new DepthHistory({ rows: 16 });
  const ends = { 1: 1, 9000: 1 };
  const seen = [1000, 1003, 1004, 1005, 1000, 999].map((mid, index) => {
    history.add(
      index * 250,
      bookOf({ ...ends, [mid - 8]: 1, [mid]: 1, [mid + 1]: 1, [mid + 7]: 1 }, mid + 0.5),
    );
    return history.column(0)!.fromTicks;
  });
  // rows from 992 on until 1004, then from 996 on until 999
  assert.deepEqual(seen, [992, 995, 996, 997, 1000, 991]);
});

test('a side without levels or a crossed book makes no column', () => {
  const history = new DepthHistory();
  assert.equal(history.add(0, bookOf({ 1000: 1 }, 1001)), false);
  assert.equal(history.length, 0);
});

test('the oldest columns are written over', () => {
  const history = new DepthHistory({ columns: 4 });
  const book = bookOf({ 1000: 1, 1001: 1 }, 1000.5);
  for (let i = 0; i < 10; i++) history.add(i * 250, book);
  assert.deepEqual([history.length, history.column(3)?.atMs, history.column(4)], [4, 1500, undefined]);
});
