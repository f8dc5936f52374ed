import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPartBits } from '../../domain/market/feed-part.ts';
import { calm, inject, record, startMs } from '../testing/records.ts';
import { feedSilent } from './feed-silent.ts';
import { toWords, watch } from './testing/watch.ts';

/** Told at that second: nothing came for so many seconds. */
const silence = (second: number, lasted: number) =>
  record('silent', startMs + second * 1000, 0, lasted * 1000);
const find = (...told: ReturnType<typeof silence>[]) => toWords(watch(feedSilent, told));

test('a feed that speaks is not silent', () => {
  assert.deepEqual(watch(feedSilent, calm({ seconds: 70 })), []);
});

test('a silence is told by how long it lasted', () => {
  assert.deepEqual(find(silence(100, 4)), []);
  assert.deepEqual(find(silence(100, 5)), ['low none 100']);
  assert.deepEqual(find(silence(100, 15)), ['medium none 100']);
  assert.deepEqual(find(silence(100, 60)), ['high none 100']);
  assert.deepEqual(find(silence(400, 300)), ['critical none 400']);
});

test('a silence of some parts of the feed names them', () => {
  const [found] = watch(feedSilent, [{ ...silence(100, 20), id: toPartBits(['trades', 'marks']) }]);
  assert.deepEqual(found?.figures, { silentMs: 20_000, missing: 'trades and mark prices' });
});

test('a silence that goes on is told again only when it is worse, however seldom it is told', () => {
  const told = [20, 40, 60, 120, 180].map((lasted) => silence(100 + lasted, lasted));
  assert.deepEqual(find(...told), ['medium none 120', 'high none 160']);
});

test('another silence after enough was heard is told anew', () => {
  assert.deepEqual(find(silence(100, 20), silence(125, 20), silence(160, 20)), [
    'medium none 100',
    'medium none 160',
  ]);
});

test('what it recommends stands with it', () => {
  const [found] = watch(feedSilent, inject(calm({ seconds: 70 }), [silence(60, 20)]));
  assert.deepEqual([found?.advice, found?.figures['silentMs']], ['pause', 20_000]);
});

test('a silence without a time of its own has that of the newest record, or ours when it came', () => {
  const untimed = { ...silence(80, 20), eventMs: 0 };
  assert.deepEqual(find(untimed), ['medium none 80']);
  assert.deepEqual(find(record('mark', startMs + 60_000), untimed), ['medium none 60']);
});
