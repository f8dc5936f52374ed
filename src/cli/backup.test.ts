// A backup that the running program makes, played by a control socket that answers like one.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { acquireInstanceLock } from '../core/instance-lock.ts';
import { type ControlCommand, openControlSocket } from '../core/supervisor/control-socket.ts';
import { toControlPath } from './control-client.ts';
import { toInterrupt } from './interrupt.ts';
import { runWords } from './testing/fake-io.ts';

async function createProgram(t: TestContext, commands: Readonly<Record<string, ControlCommand>>) {
  const data = mkdtempSync(join(tmpdir(), 'zap-backup-'));
  const lock = acquireInstanceLock(data);
  const control = await openControlSocket({ path: toControlPath(data), clock: systemClock, commands });
  t.after(async () => {
    await control.close();
    lock.release();
    rmSync(data, { recursive: true });
  });
  return data;
}

test('Ctrl-C has the running program end the backup, and waits until it has', async (t) => {
  const interrupt = new AbortController();
  const ended = Promise.withResolvers<never>();
  const asked: unknown[] = [];
  const data = await createProgram(t, {
    backup: () => {
      interrupt.abort(toInterrupt('SIGINT'));
      return ended.promise;
    },
    cancelBackup: async ({ file }) => {
      asked.push(file);
      ended.reject(new AppError('CALL_CANCELLED'));
    },
  });
  const words = ['backup', 'mine.db', '--plain', '--data', data];
  const { exitCode, err } = await runWords(words, { cwd: data, interrupted: () => interrupt.signal });
  assert.deepEqual([exitCode, asked], [130, [join(data, 'mine.db')]]);
  assert.match(err, /^Stopped: no backup was made/);
});

test('a program that cannot be told to stop is not said to have stopped', async (t) => {
  const interrupt = new AbortController();
  const data = await createProgram(t, {
    backup: () => {
      interrupt.abort(toInterrupt('SIGINT'));
      return new Promise(() => {});
    },
  });
  const words = ['backup', 'mine.db', '--plain', '--data', data];
  const { exitCode, err } = await runWords(words, { cwd: data, interrupted: () => interrupt.signal });
  assert.equal(exitCode, 1);
  assert.match(err, /no such command/);
});

test('~ at the start of the file is the home folder, and a backup that could not be written down says so', async (t) => {
  const files: unknown[] = [];
  const data = await createProgram(t, {
    backup: async ({ file }) => {
      files.push(file);
      return { file, bytes: 10, rows: 1, journaled: 1, isNoted: false };
    },
  });
  const words = ['backup', '~/mine.db', '--plain', '--data', data];
  const { out, err } = await runWords(words, { env: { HOME: '/home/zoe' } });
  assert.deepEqual(files, ['/home/zoe/mine.db']);
  assert.match(out, /^\/home\/zoe\/mine\.db: 1 row, 10 bytes/);
  assert.match(err, /will not know of this backup[\s\S]*1 write in the local journal/);
});
