// A data folder on a disk that is full, or that can only be read since the program has it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runWords } from '../../src/cli/testing/fake-io.ts';
import { acquireInstanceLock } from '../../src/core/instance-lock.ts';
import { createDatabase } from '../../src/workers/storage/backup/testing/small-database.ts';
import { createFolder, inReverse, mountDisk } from './storage/disk-rig.ts';

/** Leaves no byte. */
function fill(folder: string): void {
  for (let bytes = 2 ** 20; bytes >= 1; bytes /= 2)
    try {
      for (let n = 0; ; n++) writeFileSync(join(folder, `filler-${bytes}-${n}`), Buffer.alloc(bytes));
    } catch {
      // This size no longer fits.
    }
}

function mount(t: TestContext): string | undefined {
  const disk = mountDisk(inReverse(t));
  if (!disk) t.skip('no disk can be mounted here');
  return disk;
}

test('a start on a full disk says so, with what is free and needed, and leaves nothing', async (t) => {
  const disk = mount(t);
  if (!disk) return;
  fill(disk);
  const before = readdirSync(disk);
  const { exitCode, err } = await runWords(['start', '--data', disk]);
  assert.equal(exitCode, 1);
  assert.match(err, /is full: .* are free, a start needs 1\.0 MB\.\nFree room there/);
  assert.throws(() => acquireInstanceLock(disk), { code: 'DISK_FULL' });
  assert.deepEqual(readdirSync(disk), before);
});

test('a backup or restore that finds its disk full says how much is needed and free, and leaves no part', async (t) => {
  const disk = mount(t);
  if (!disk) return;
  const folder = createFolder(t);
  await createDatabase(join(folder, 'zapflow.db'), 'x'.repeat(3e6));
  const before = readdirSync(disk);
  const room = /the disk is full; about 3\.\d+ MB are needed and \d\.\d+ MB are free in /i;
  const backup = await runWords(['backup', join(disk, 'backup.db'), '--plain', '--data', folder]);
  assert.deepEqual([backup.exitCode, readdirSync(disk)], [1, before]);
  assert.match(backup.err, room);
  const file = join(folder, 'backup.db');
  assert.equal((await runWords(['backup', file, '--plain', '--data', folder])).exitCode, 0);
  const restore = await runWords(['restore', file, '--yes', '--data', disk]);
  assert.deepEqual([restore.exitCode, readdirSync(disk)], [1, before]);
  assert.match(restore.err, room);
  assert.match(restore.err, /Nothing was changed/);
});

test('a lock in a folder that can only be read since is left, and keeps nobody out', (t) => {
  const disk = mount(t);
  if (!disk) return;
  const lock = acquireInstanceLock(disk);
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  lock.release();
  execFileSync('mount', ['-o', 'remount,rw', disk]);
  rmSync(join(disk, 'lock'));
});
