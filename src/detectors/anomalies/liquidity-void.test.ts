import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import {
  calmBid,
  depth,
  inject,
  level,
  mirror,
  record,
  startMs,
  trade,
  wholeBook,
} from '../testing/records.ts';
import { liquidityVoid } from './liquidity-void.ts';
import { toWords, watch } from './testing/watch.ts';

const ask = calmBid + 1;
/** A book that stands still, told four times a second. */
const still = (seconds: number): FeedRecord[] => [
  ...wholeBook(startMs),
  ...Array.from({ length: seconds * 4 - 1 }, (_, i) => depth(startMs + (i + 1) * 250, 0)),
];
const setLevels = (atMs: number, side: 'bid' | 'ask', from: number, count: number, size: number) => {
  const way = side === 'bid' ? -1 : 1;
  const levels = Array.from({ length: count }, (_, i) => level(atMs, side, from + way * i, size));
  return [...levels, depth(atMs, count)];
};
const atMs = startMs + 90_000;
const find = (...records: FeedRecord[]) => watch(liquidityVoid, inject(still(200), records));

test('a book that stands still is no void', () => {
  assert.deepEqual(find(), []);
});

test('a spread beyond five times the usual is told once it lasted', () => {
  const found = find(...setLevels(atMs, 'ask', ask, 5, 0));
  assert.deepEqual(toWords(found), ['high none 90.5']);
  assert.equal(found[0]?.figures['spreadTicks'], 6);
  assert.equal(found[0]?.advice, 'pause');
});

test('a spread of five times the usual is none', () => {
  assert.deepEqual(find(...setLevels(atMs, 'ask', ask, 4, 0)), []);
});

test('a spread that closes in time is none', () => {
  const opens = setLevels(atMs, 'ask', ask, 8, 0);
  const closes = setLevels(atMs + 400, 'ask', ask, 8, 1000);
  assert.deepEqual(find(...opens, ...closes), []);
});

test('beyond ten times it is critical, and told again if it was high before', () => {
  assert.deepEqual(toWords(find(...setLevels(atMs, 'ask', ask, 11, 0))), ['critical none 90.5']);
  const worse = [...setLevels(atMs, 'ask', ask, 6, 0), ...setLevels(atMs + 2000, 'ask', ask + 6, 8, 0)];
  assert.deepEqual(toWords(find(...worse)), ['high none 90.5', 'critical none 92.5']);
});

test('depth that goes on one side speaks for the way that side gives', () => {
  const thin = [...setLevels(atMs, 'bid', calmBid, 55, 10), ...setLevels(atMs, 'ask', ask, 55, 350)];
  const found = find(...thin);
  assert.deepEqual(toWords(found), ['high sell 90.5']);
  assert.deepEqual(toWords(watch(liquidityVoid, mirror(inject(still(200), thin)))), ['high buy 90.5']);
});

test('depth that falls to a fifth is none', () => {
  const thin = (size: number) =>
    ['bid' as const, 'ask' as const].flatMap((side) =>
      setLevels(atMs, side, side === 'bid' ? calmBid : ask, 60, size),
    );
  assert.deepEqual(find(...thin(200)), []);
  assert.equal(find(...thin(190)).length, 1);
});

test('a void that comes back after calm is another one', () => {
  const times = [90, 92, 130].flatMap((second) => [
    ...setLevels(startMs + second * 1000, 'ask', ask, 6, 0),
    ...setLevels(startMs + second * 1000 + 1000, 'ask', ask, 6, 1000),
  ]);
  assert.deepEqual(toWords(find(...times)), ['high none 90.5', 'high none 130.5']);
});

test('an unknown book is no void', () => {
  assert.deepEqual(find(record('gap', atMs + 200, 0, 1), ...setLevels(atMs + 300, 'ask', ask, 20, 0)), []);
});

test('a void must last in a book that is known without a break', () => {
  const thin = (ms: number) => setLevels(atMs + ms, 'ask', ask, 8, 0);
  const lasting = (...records: FeedRecord[]) =>
    toWords(watch(liquidityVoid, inject(still(200), records), { sustainMs: 2000 }));
  assert.deepEqual(lasting(...thin(0)), ['high none 92']);
  const asThin = wholeBook(atMs + 1100).filter(({ kind, price }) => kind !== 'ask' || price >= ask + 8);
  const broken = [...thin(0), record('gap', atMs + 900, 0, 1), ...asThin];
  assert.deepEqual(lasting(...broken), ['high none 93.25']);
});

test('nothing is said before the book was known for a minute', () => {
  const knownMs = startMs + 50_000;
  const lately = (ms: number) =>
    watch(
      liquidityVoid,
      inject(
        [trade(startMs, 'buy', ask, 1), ...still(200).filter(({ eventMs }) => eventMs > knownMs)],
        [...wholeBook(knownMs), ...setLevels(startMs + ms, 'ask', ask, 8, 0)],
      ),
    ).length;
  assert.deepEqual([lately(90_000), lately(115_000)], [0, 1]);
});
