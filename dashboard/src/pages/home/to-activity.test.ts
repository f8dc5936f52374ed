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
  const signedIn = { ...stop, seq: 6, atMs: 5, action: 'startSession', target: 'user:ada' };
  assert.deepEqual(
    toActivity([], [stop, token, signedIn]).map(({ title, says }) => [title, says]),
    [
      ['Stopped trading', 'by ada'],
      ['Created token', 't1, by ada'],
      ['Signed in', 'by ada'],
    ],
  );
});

test('a token is called by its name, and what is over wants nothing done any more', () => {
  const entry = {
    seq: 8,
    atMs: 20,
    actor: 'token:t1',
    action: 'stopTrading',
    target: 'trading',
    details: {},
  };
  const [stop] = toActivity([], [entry], { 'token:t1': 'grafana' });
  assert.equal(stop?.says, 'by token grafana');
  const alert = { seq: 1, id: 'a', kind: 'k', severity: 'info' as const, title: 'Late', says: 'Do it.' };
  const told = (clearedAtMs: number | null) =>
    toActivity([{ ...alert, raisedAtMs: 10, clearedAtMs, readAtMs: null }], []).map(({ says }) => says);
  assert.deepEqual([told(null), told(30)], [['Do it.'], ['', '']]);
});

test('what was asked for and then refused is told once', () => {
  const entry = { atMs: 20, actor: 'user:ada', action: 'signer.arm', target: 'signer' };
  const told = toActivity(
    [],
    [
      { ...entry, seq: 9, details: { outcome: 'refused' } },
      { ...entry, seq: 8, details: { outcome: 'asked' } },
    ],
  );
  assert.deepEqual(
    told.map(({ title }) => title),
    ['Armed the signer (refused)'],
  );
});
