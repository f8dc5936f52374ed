import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Standing } from './engine/engine.ts';
import { toHealthWords } from './health-words.ts';

const sinceMs = Date.UTC(2026, 0, 31, 12);
const well: Standing = {
  failing: null,
  isJournaling: false,
  journaled: 0,
  journalFailing: null,
  refused: 0,
};
const away = { code: 'DATABASE_AWAY', reason: 'refused', sinceMs } as const;
const full = { code: 'DISK_FULL', reason: 'The disk is full; nothing was written.', sinceMs } as const;

test('a server that cannot be used is told with since when, what is journaled, what is refused and what waits', () => {
  for (const failing of [away, full]) {
    const words = toHealthWords({ ...well, failing, isJournaling: true, journaled: 12 });
    assert.match(words, /^Since 2026-01-31T12:00:00.000Z PostgreSQL cannot be used/);
    assert.match(
      words,
      /`sendMessage`, `confirmMessages`, .* and `recordAudit` go to the local journal, every other write/,
    );
    assert.match(words, /12 writes wait/);
    assert.doesNotMatch(words, /nothing can be written|Every write/);
  }
});

test('a journal that does not take everything is told with its reason, and nothing is said to go there', () => {
  const journalFailing = { code: 'JOURNAL_FULL', reason: 'The journal is full.', sinceMs } as const;
  const words = toHealthWords({ ...well, failing: away, isJournaling: true, journalFailing });
  assert.match(words, /does not take all of them \(The journal is full\.\)/);
  assert.doesNotMatch(words, / go to the local journal/);
});

test('a server that is silent refuses nothing', () => {
  const words = toHealthWords({ ...well, failing: away });
  assert.match(words, /does not answer \(refused\): writes and reads wait/);
});

test('a full disk is told with its reason', () => {
  const words = toHealthWords({ ...well, failing: full });
  assert.match(words, /nothing can be written: The disk is full.*Every write is refused/);
  assert.equal(toHealthWords(well), 'Everything is written.');
});

test('writes that the database refused in the end are told with where to see them', () => {
  const words = toHealthWords({ ...well, refused: 2 });
  assert.match(words, /^Everything is written\. 2 journaled writes were refused .*db refused/);
});
