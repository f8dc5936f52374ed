import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSteps } from './trace-steps.ts';

const step = (name: string, atMs: number) => ({ name, atMs, says: '' });

test('each step took what passed since the one before, and the slowest is marked', () => {
  const steps = toSteps([step('seen', 0), step('risk', 2), step('landed', 10)]);
  assert.deepEqual(
    steps.map(({ tookMs, startShare, share, isSlowest }) => [tookMs, startShare, share, isSlowest]),
    [
      [0, 0, 0, false],
      [2, 0, 0.2, false],
      [8, 0.2, 0.8, true],
    ],
  );
});

test('one step alone took nothing and is not slow', () => {
  assert.deepEqual(
    toSteps([step('seen', 0)]).map(({ tookMs, isSlowest }) => [tookMs, isSlowest]),
    [[0, false]],
  );
});
