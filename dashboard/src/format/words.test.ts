import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toWho, toWords } from './words.ts';

test('an action reads as a sentence begins', () => {
  assert.deepEqual(['restartWorker', 'webhook.letter-resent', 'setTotp'].map(toWords), [
    'Restart worker',
    'Webhook letter resent',
    'Set second factor',
  ]);
});

test('a user is his name, anything else keeps what it is', () => {
  assert.deepEqual(['user:ada', 'token:t1', 'guest'].map(toWho), ['ada', 'token t1', 'guest']);
});
