import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { createManualClock } from '../../core/testing/manual-clock.ts';
import { residentBytesOf, watchProcess } from './process-memory.ts';

test('the memory of a process that lives is told, and none of one that does not', (t) => {
  if (!existsSync('/proc/self/status')) return t.skip('needs /proc');
  const bytes = residentBytesOf(process.pid) ?? 0;
  const { rss } = process.memoryUsage();
  assert.ok(bytes > rss / 2 && bytes < rss * 2, `${bytes} of ${rss}`);
  assert.equal(residentBytesOf(2 ** 22 + 1), null);
});

test('the system is asked once a second for each life of a process, and not while there is none', async () => {
  const clock = createManualClock();
  const asked: number[] = [];
  let pid: number | null = null;
  const health = watchProcess(
    clock,
    () => pid,
    (of) => asked.push(of) * 100,
  );
  assert.deepEqual(health(), { process: { rssBytes: null } });
  pid = 7;
  assert.deepEqual([health(), health()], Array(2).fill({ process: { rssBytes: 100 } }));
  await clock.advance(1000);
  assert.deepEqual(health(), { process: { rssBytes: 200 } });
  pid = 8;
  assert.deepEqual(health(), { process: { rssBytes: 300 } });
  assert.deepEqual(asked, [7, 7, 8]);
});
