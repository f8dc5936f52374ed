import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAge, formatClock, formatExact, formatMoment, formatTime } from './time.ts';

const now = Date.UTC(2026, 10, 21, 14, 3, 22, 120);

test('a moment is its age under a minute, the clock under a day, then day and clock', () => {
  assert.equal(formatTime(now - 12_900, now, 'utc'), '12 s');
  assert.equal(formatTime(now - 60_000, now, 'utc'), '14:02:22');
  assert.equal(formatTime(now - 86_400_000, now, 'utc'), '20 Nov 14:03');
  assert.equal(formatTime(Date.UTC(2025, 0, 2, 0, 4), now, 'utc'), '2 Jan 2025 00:04');
  assert.equal(formatTime(null, now, 'utc'), '—');
});

test('what lies ahead is told by the clock', () => {
  assert.equal(formatTime(now + 60_000, now, 'utc'), '14:04:22');
  assert.equal(formatMoment(now, now, 'utc'), '14:03:22');
});

test('midnight is 00, not 24', () => {
  const midnight = Date.UTC(2026, 10, 21);
  assert.equal(formatMoment(midnight, now, 'utc'), '00:00:00');
});

test('logs show milliseconds, and whoever points at a time sees all of it', () => {
  assert.equal(formatClock(now, 'utc'), '14:03:22.120');
  assert.equal(formatExact(now, 'utc'), '2026-11-21T14:03:22.120Z');
  assert.match(formatExact(now, 'local'), /^2026-11-2\dT\d\d:\d\d:22\.120[+-]\d\d:\d\d$/);
});

test('an age is told in its largest unit', () => {
  assert.deepEqual([900, 61_000, 7_300_000, 200_000_000, -5].map(formatAge), [
    '0 s',
    '1 min',
    '2 h',
    '2 d',
    '0 s',
  ]);
});
