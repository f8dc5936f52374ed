import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toActivity } from './to-activity.ts';

test('an alert that is over happened twice, changes stand between, the newest first', () => {
  const alert = {
    seq: 1,
    id: 'a',
    kind: 'k',
    severity: 'warning' as const,
    title: 'Late',
    says: '',
    readAtMs: null,
  };
  const happened = toActivity(
    [{ ...alert, raisedAtMs: 10, clearedAtMs: 30 }],
    [{ seq: 7, atMs: 20, actor: 'user:ada', action: 'restartWorker', target: 'cache', details: {} }],
  );
  assert.deepEqual(
    happened.map(({ kind, says }) => [kind, says]),
    [
      ['cleared', ''],
      ['change', 'cache, by ada'],
      ['raised', ''],
    ],
  );
});

test('what a title says already is not said twice', () => {
  const stop = { seq: 8, atMs: 20, actor: 'user:ada', action: 'stopTrading', target: 'trading', details: {} };
  const token = { ...stop, seq: 7, atMs: 10, action: 'createToken', target: 'token:t1' };
  assert.deepEqual(
    toActivity([], [stop, token]).map(({ title, says }) => [title, says]),
    [
      ['Stop trading', 'by ada'],
      ['Create token', 't1, by ada'],
    ],
  );
});
