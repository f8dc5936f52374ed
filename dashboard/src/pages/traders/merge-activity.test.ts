import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeActivity } from './merge-activity.ts';

test('what comes twice is there once, newest first, and no more than is kept', () => {
  const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }));
  const merged = mergeActivity(rows(5, 3), rows(4, 5, 6), 3);
  assert.deepEqual(merged, rows(6, 5, 4));
});
