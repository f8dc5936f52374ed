import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeGuardFile } from '../program/guard/guard-file.ts';
import { runWords } from './testing/fake-io.ts';

/** A folder watched over by a process that only waits, as a guard between two starts. */
async function createWatched(t: TestContext): Promise<{ data: string; guard: ChildProcess; pid: number }> {
  const data = mkdtempSync(join(tmpdir(), 'zap-stop-'));
  const guard = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(guard, 'spawn');
  const pid = guard.pid ?? 0;
  writeGuardFile(data, pid);
  t.after(() => {
    guard.kill('SIGKILL');
    rmSync(data, { recursive: true });
  });
  return { data, guard, pid };
}

test('stop reaches a guard that waits to start the program again', async (t) => {
  const { data, guard } = await createWatched(t);
  const ended = once(guard, 'exit');
  assert.deepEqual(await runWords(['stop', '--data', data]), {
    exitCode: 0,
    out: 'Zapflow stopped.\n',
    err: '',
  });
  assert.deepEqual(await ended, [null, 'SIGTERM']);
});

test('status tells of the guard while there is no program', async (t) => {
  const { data, pid } = await createWatched(t);
  const { exitCode, err } = await runWords(['status', '--data', data]);
  assert.equal(exitCode, 3);
  assert.match(err, new RegExp(`its guard \\(pid ${pid}\\) is starting it`));
});

test('what a dead guard left behind counts for nothing', async (t) => {
  const { data, guard } = await createWatched(t);
  const ended = once(guard, 'exit');
  guard.kill('SIGKILL');
  await ended;
  assert.equal((await runWords(['stop', '--data', data])).exitCode, 3);
});
