import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { calmBid, depth, inject, level, mirror, record, startMs, wholeBook } from '../testing/records.ts';
import { oneSidedBook } from './one-sided-book.ts';
import { toWords, watch } from './testing/watch.ts';

const still = [
  ...wholeBook(startMs),
  ...Array.from({ length: 400 }, (_, i) => depth(startMs + (i + 1) * 250, 0)),
];
const bids = (second: number, size: number, levels = 60): FeedRecord[] => {
  const atMs = startMs + second * 1000;
  const changed = Array.from({ length: levels }, (_, i) => level(atMs, 'bid', calmBid - i, size));
  return [...changed, depth(atMs, levels)];
};
const find = (...records: FeedRecord[]) => watch(oneSidedBook, inject(still, records));

test('an even book is none', () => {
  assert.deepEqual(find(), []);
});

test('a book that leans is told once it lasted, with the side it speaks for', () => {
  const heavy = bids(20, 5700);
  assert.deepEqual(toWords(find(...heavy)), ['low buy 25']);
  assert.deepEqual(toWords(watch(oneSidedBook, mirror(inject(still, heavy)))), ['low sell 25']);
});

test('a book that leans a little less is none', () => {
  assert.deepEqual(find(...bids(20, 5600)), []);
});

test('a book that comes back in time is none', () => {
  assert.deepEqual(find(...bids(20, 9000), ...bids(24.9, 1000)), []);
});

test('a book that leans the other way begins anew', () => {
  assert.deepEqual(find(...bids(20, 9000), ...bids(24, 100), ...bids(28, 9000), ...bids(32, 1000)), []);
});

test('from 0.9 on it is medium', () => {
  assert.deepEqual(toWords(find(...bids(20, 30))), ['medium sell 25']);
});

test('an empty side is critical at once', () => {
  assert.deepEqual(toWords(find(...bids(20, 0))), ['critical sell 20']);
});

test('an unknown book is none', () => {
  assert.deepEqual(find(record('gap', startMs + 20_000, 0, 1), ...bids(21, 0)), []);
});

test('a book must lean without a break in which it is not known', () => {
  const asHeavy = wholeBook(startMs + 23_100).map((each) =>
    each.kind === 'bid' ? { ...each, size: 9000 } : each,
  );
  const again = [record('gap', startMs + 22_900, 0, 1), ...asHeavy];
  assert.deepEqual(toWords(find(...bids(20, 9000), ...again)), ['low buy 28.25']);
  const upsideDown = mirror(inject(still, [...bids(20, 9000), ...again]));
  assert.deepEqual(toWords(watch(oneSidedBook, upsideDown)), ['low sell 28.25']);
});
