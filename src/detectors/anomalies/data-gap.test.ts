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

test('a few trades that were missed are low, and told beside a gap', () => {
  const missed = record('missedTrades', startMs + 20_000, 0, 5, 7);
  assert.deepEqual(toWords(find(missed)), ['low none 20']);
  assert.deepEqual(toWords(find(missed, gap(20, 'sequence'), ...loaded(21))), [
    'low none 20',
    'medium none 20',
  ]);
});

test('missed trades are graver the more of the last minute they are, and the more they are', () => {
  // 10 trades a second
  const feed = calm({ seconds: 200 });
  const grade = (...trades: number[]) =>
    watch(
      dataGap,
      inject(
        feed,
        trades.map((size, i) => record('missedTrades', startMs + 150_000 + i * 2000, 0, size, 7)),
      ),
    ).map(({ severity }) => severity);
  assert.deepEqual(grade(31), ['low']);
  assert.deepEqual(grade(32), ['medium']);
  assert.deepEqual(grade(190), ['medium']);
  assert.deepEqual(grade(201), ['high']);
  assert.deepEqual(grade(20, 20), ['low', 'medium']);
  assert.deepEqual(grade(32, 32), ['medium']);
});

test('of very many trades a small share is grave too, and a few of a still market are not', () => {
  const busy = Array.from({ length: 60_000 }, (_, i) => trade(startMs + i, 'buy', calmBid, 1));
  const grade = (size: number) =>
    watch(dataGap, inject(busy, [record('missedTrades', startMs + 59_500, 0, size, 7)])).map(
      ({ severity }) => severity,
    );
  assert.deepEqual(grade(999), ['low']);
  assert.deepEqual(grade(1000), ['medium']);
  assert.deepEqual(grade(9999), ['medium']);
  assert.deepEqual(grade(10_000), ['high']);
  const still = [trade(startMs, 'buy', calmBid, 1), record('missedTrades', startMs + 500, 0, 9, 7)];
  assert.deepEqual(toWords(watch(dataGap, still)), ['low none 0.5']);
});

test('trades that were missed more than a minute ago do not count with later ones', () => {
  const missed = [20_000, 80_500, 82_500].map((ms) => record('missedTrades', startMs + ms, 0, 20, 7));
  const found = watch(dataGap, inject(calm({ seconds: 100 }), missed));
  assert.deepEqual(toWords(found), ['medium none 20', 'low none 80.5', 'medium none 82.5']);
  assert.deepEqual(
    found.map(({ figures }) => figures['missedTrades']),
    [20, 20, 40],
  );
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

test('while nothing of the venue comes a gap grows worse by the time that the market tells', () => {
  const told = (second: number, kind: 'pulse' | 'silent') => ({
    ...record(kind, 0, 0, kind === 'silent' ? 5000 : 0),
    receivedMs: startMs + second * 1000,
  });
  const outage = Array.from({ length: 70 }, (_, i) => told(21 + i, i % 2 === 0 ? 'pulse' : 'silent'));
  const found = watch(dataGap, [...loaded(0), ...trades.slice(0, 21), gap(20, 'disconnected'), ...outage]);
  assert.deepEqual(toWords(found), ['medium none 20', 'high none 30', 'critical none 80']);
  assert.equal(found[2]?.figures['unknownMs'], 60_000);
});

test('what the market tells of the time is no gap by itself, and none of one that is over', () => {
  const pulse = (second: number) => ({ ...record('pulse', 0), receivedMs: startMs + second * 1000 });
  const later = [pulse(22), pulse(200)];
  assert.deepEqual(watch(dataGap, [...loaded(0), ...later]), []);
  const over = [...loaded(0), ...trades.slice(0, 21), gap(20, 'sequence'), ...loaded(21), ...later];
  assert.deepEqual(toWords(watch(dataGap, over)), ['medium none 20']);
});
