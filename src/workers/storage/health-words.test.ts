import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHealthWords } from './health-words.ts';

const sinceMs = Date.UTC(2026, 0, 31, 12);

test('a server that is away is told with since when, what is refused and what waits', () => {
  const failing = { code: 'DATABASE_AWAY', reason: 'refused', sinceMs } as const;
  const words = toHealthWords({ failing, journaled: 12, parked: 0 });
  assert.match(words, /Since 2026-01-31T12:00:00.000Z .*new risk is refused.*12 writes wait/);
});

test('a full disk is told with its reason, and a journal that is brought over is told too', () => {
  const failing = { code: 'DISK_FULL', reason: 'The disk is full; nothing was written.', sinceMs } as const;
  assert.match(
    toHealthWords({ failing, journaled: 0, parked: 0 }),
    /nothing can be written: The disk is full.*Every write is refused/,
  );
  assert.match(toHealthWords({ failing: null, journaled: 3, parked: 0 }), /3 writes wait .* brought over/);
  assert.equal(toHealthWords({ failing: null, journaled: 0, parked: 0 }), 'Everything is written.');
});

test('writes that the database refused in the end are told with where to see them', () => {
  const words = toHealthWords({ failing: null, journaled: 0, parked: 2 });
  assert.match(words, /^Everything is written\. 2 journaled writes were refused .*db status/);
});
