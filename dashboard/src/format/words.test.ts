import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toWho, toWords } from './words.ts';

test('a name of the program reads as words', () => {
  assert.deepEqual(['webhook.letter-resent', 'setTotp'].map(toWords), [
    'Webhook letter resent',
    'Set second factor',
  ]);
});

test('a user is his name, anything else keeps what it is', () => {
  assert.deepEqual(
    ['user:ada', 'token:t1', 'guest'].map((actor) => toWho(actor)),
    ['ada', 'token t1', 'guest'],
  );
});

test('a token is told by its name where it is known', () => {
  const names = { 'token:t1': 'grafana' };
  assert.deepEqual([toWho('token:t1', names), toWho('token:t2', names)], ['token grafana', 'token t2']);
});
