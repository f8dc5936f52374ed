import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSessionTitle, toSessionWords } from './session-words.ts';

const day = Date.UTC(2026, 10, 21);
const later = day + (14 * 60 + 3) * 60_000 + 5000;

test('figures that do not cover the UTC day say since when they count', () => {
  assert.equal(toSessionWords(day, 'utc'), 'UTC day');
  assert.equal(toSessionWords(later, 'utc'), 'since 14:03');
  assert.equal(toSessionWords(null, 'utc'), 'no trade yet');
});

test('the sentence about them tells what is missing', () => {
  assert.equal(toSessionTitle(day, 0, 'utc'), 'Of the UTC day');
  assert.equal(toSessionTitle(later, 1, 'utc'), 'Only since 14:03; of a minute something is missing as yet');
  assert.equal(toSessionTitle(day, 4, 'utc'), 'Of the UTC day; of 4 minutes something is missing as yet');
});
