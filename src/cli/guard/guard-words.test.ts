import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGuarded } from './guard-words.ts';

test('a start has a guard unless it is told to do without, and nothing else has one', () => {
  for (const words of [['start'], ['start', '--mode', 'paper']]) assert.equal(isGuarded(words), true);
  for (const words of [[], ['status'], ['start', '--no-guard'], ['start', '--help'], ['logs', 'start']])
    assert.equal(isGuarded(words), false);
});
