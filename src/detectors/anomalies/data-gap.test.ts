import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { type GapReason, gapReasons } from '../../domain/market/feed-record.ts';
import { calm, calmBid, inject, record, startMs, trade, wholeBook } from '../testing/records.ts';
import { dataGap } from './data-gap.ts';
import { toWords, watch } from './testing/watch.ts';

const gap = (second: number, reason: GapReason) =>
  record('gap', startMs + second * 1000, 0, gapReasons.indexOf(reason));
const loaded = (second: number) => wholeBook(startMs + second * 1000);
/** A trade each second, so that time goes on without a book. */
const trades = Array.from({ length: 200 }, (_, i) => trade(startMs + i * 1000, 'buy', calmBid + 1, 1));
const find = (...records: FeedRecord[]) => watch(dataGap, inject([...loaded(0), ...trades], records));

test('a feed without gaps has none', () => {
  assert.deepEqual(watch(dataGap, calm({ seconds: 100 })), []);
});

test('the gap with which a feed starts is none, however long it lasts', () => {
  assert.deepEqual(watch(dataGap, [gap(0, 'start'), ...trades]), []);
});

test('a gap is told at once with its reason', () => {
  const found = find(gap(20.5, 'sequence'), ...loaded(21.2));
  assert.deepEqual(toWords(found), ['medium none 20.5']);
  assert.deepEqual([found[0]?.advice, found[0]?.figures['reason']], ['pause', 'sequence']);
});

test('a gap that lasts grows worse', () => {
  const found = find(gap(20, 'disconnected'), ...loaded(120));
  assert.deepEqual(toWords(found), ['medium none 20', 'high none 30', 'critical none 80']);
});

test('gaps that follow one another are one episode', () => {
  const found = find(
    ...[20, 23, 26].flatMap((second) => [gap(second, 'crossed'), ...loaded(second + 1)]),
    gap(50, 'crossed'),
    ...loaded(51),
  );
  assert.deepEqual(toWords(found), ['medium none 20', 'medium none 50']);
});

test('a second gap does not lengthen the first, nor begin it anew', () => {
  const found = find(gap(20, 'sequence'), gap(26, 'overrun'), ...loaded(31));
  assert.deepEqual(toWords(found), ['medium none 20', 'high none 30']);
});

test('trades that were missed are low, and told beside a gap', () => {
  const missed = record('missedTrades', startMs + 20_000, 0, 12, 7);
  assert.deepEqual(toWords(find(missed)), ['low none 20']);
  assert.deepEqual(toWords(find(missed, gap(20, 'sequence'), ...loaded(21))), [
    'low none 20',
    'medium none 20',
  ]);
});

test('a gap before anything with a time lasts from when it came', () => {
  const untimed = { ...gap(20, 'disconnected'), eventMs: 0 };
  const found = watch(dataGap, [
    untimed,
    trade(startMs + 21_000, 'buy', calmBid, 1),
    ...trades.slice(22, 31),
  ]);
  assert.deepEqual(toWords(found), ['medium none 20', 'high none 30']);
});
