import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sessions } from './sessions.ts';

const HOUR_MS = 3_600_000;

test('a session begins each day at its hour, and the one before is kept', () => {
  let made = 0;
  const sessions = new Sessions(22, () => ++made);
  assert.equal(sessions.previous, undefined);
  assert.equal(sessions.at(21 * HOUR_MS), 1);
  assert.equal(sessions.at(22 * HOUR_MS - 1), 1);
  assert.equal(sessions.at(22 * HOUR_MS), 2);
  assert.equal(sessions.at(45 * HOUR_MS), 2);
  assert.deepEqual([sessions.present, sessions.previous], [2, 1]);
  assert.equal(sessions.at(200 * HOUR_MS), 3);
  assert.equal(sessions.previous, 2);
});

test('what comes late counts in the present session', () => {
  let made = 0;
  const sessions = new Sessions(0, () => ++made);
  sessions.at(25 * HOUR_MS);
  assert.equal(sessions.at(23 * HOUR_MS), 1);
});
