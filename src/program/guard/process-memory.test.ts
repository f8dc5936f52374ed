import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { residentBytesOf, toProcessHealth } from './process-memory.ts';

test('the memory of a process that lives is told, and none of one that does not', (t) => {
  if (!existsSync('/proc/self/status')) return t.skip('needs /proc');
  const bytes = residentBytesOf(process.pid) ?? 0;
  const { rss } = process.memoryUsage();
  assert.ok(bytes > rss / 2 && bytes < rss * 2, `${bytes} of ${rss}`);
  assert.equal(residentBytesOf(2 ** 22 + 1), null);
  assert.deepEqual(toProcessHealth(null), {});
});
