import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { inspectBackup } from './inspect-backup.ts';
import { finishRestore, restoreFile } from './restore-file.ts';
import { createDatabase, createFolder, leftAtEachStep, readPosition } from './testing/small-database.ts';

test('a restore puts the backup in place and keeps what was there, with what was still in its log', async (t) => {
  const folder = createFolder(t);
  const [path, backup] = [join(folder, 'zapflow.db'), join(folder, 'backup.db')];
  await createDatabase(backup, 'new');
  await createDatabase(path, 'old');
  const running = nodeDisk.open(path);
  running.exec("update cursors set position = 'newest of old'");
  copyFileSync(path, `${path}.crashed`);
  copyFileSync(`${path}-wal`, `${path}.crashed-wal`);
  running.close();
  for (const suffix of ['', '-wal']) copyFileSync(`${path}.crashed${suffix}`, path + suffix);
  const kept = (await restoreFile(backup, path, 1_000)) as string;
  assert.equal(readPosition(path), 'new');
  assert.ok(kept.startsWith(`${path}.before-restore-`));
  assert.equal(readPosition(kept), 'newest of old');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const database = nodeDisk.open(path, { readOnly: true });
  const marks = database
    .prepare("select name, value from meta where name like 'restore%' order by name")
    .all([]);
  assert.deepEqual(
    marks.map(({ name, value }) => [name, value]),
    [
      ['restore.unsettled', 'tokens go'],
      ['restored_at', '1000'],
    ],
  );
  database.close();
});

test('what was kept can be restored in turn', async (t) => {
  const folder = createFolder(t);
  const [path, backup] = [join(folder, 'zapflow.db'), join(folder, 'backup.db')];
  await createDatabase(backup, 'new');
  await createDatabase(path, 'old');
  const kept = (await restoreFile(backup, path, 1_000)) as string;
  assert.equal(inspectBackup(kept).madeAtMs, null);
  await restoreFile(kept, path, 2_000, { keepsTokens: true });
  assert.equal(readPosition(path), 'old');
});

test('a damaged database, or none, is replaced too; the damaged one is kept with its log', async (t) => {
  const folder = createFolder(t);
  const [path, backup] = [join(folder, 'zapflow.db'), join(folder, 'backup.db')];
  await createDatabase(backup, 'new');
  assert.equal(await restoreFile(backup, path, 1), undefined);
  assert.equal(readPosition(path), 'new');
  writeFileSync(path, 'this is no database');
  writeFileSync(`${path}-wal`, 'nor is this a log');
  const kept = (await restoreFile(backup, path, 2)) as string;
  assert.equal(readPosition(path), 'new');
  assert.deepEqual([statSync(kept).size, statSync(`${kept}-wal`).size], [19, 17]);
});

test('a file that is absent, empty, cut, of something else or too new is refused before anything changes', async (t) => {
  const folder = createFolder(t);
  const file = join(folder, 'file.db');
  assert.throws(() => inspectBackup(file), { code: 'BACKUP_UNUSABLE', message: /no such file/ });
  writeFileSync(file, '');
  assert.throws(() => inspectBackup(file), { code: 'BACKUP_UNUSABLE', message: /empty/ });
  writeFileSync(file, '{"name": "zapflow"}');
  assert.throws(() => inspectBackup(file), { code: 'BACKUP_UNUSABLE', message: /not a database/ });
  const [cut, other, newer] = ['cut', 'other', 'newer'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await createDatabase(cut, 'cut');
  truncateSync(cut, 8192);
  assert.throws(() => inspectBackup(cut), { code: 'BACKUP_UNUSABLE' });
  const foreign = nodeDisk.open(other);
  foreign.exec('create table something (a)');
  foreign.close();
  assert.throws(() => inspectBackup(other), { code: 'BACKUP_UNUSABLE', message: /not one of Zapflow/ });
  await createDatabase(newer, 'newer');
  const database = nodeDisk.open(newer);
  database.exec("insert into schema_versions values (1000, 'from the future', 1)");
  database.close();
  assert.throws(() => inspectBackup(newer), { code: 'SCHEMA_NEWER' });
});

test('a kill -9 before any step of a restore leaves the old or the new database', async (t) => {
  const folder = createFolder(t);
  await createDatabase(join(folder, 'backup.db'), 'new');
  await createDatabase(join(folder, 'zapflow.db'), 'old');
  const seen = new Set<string>();
  for (const left of leftAtEachStep(t, folder, 'restore')) {
    const path = join(left, 'zapflow.db');
    finishRestore(path);
    const position = readPosition(path);
    seen.add(position);
    const kept = readdirSync(left).find((name) => /before-restore-\w+$/.test(name));
    if (position === 'new') assert.equal(readPosition(join(left, kept as string)), 'old');
    else assert.equal(kept, undefined);
  }
  assert.deepEqual([...seen], ['old', 'new']);
});

test('a restore that is stopped while it copies leaves the database as it was, and no part of the copy', async (t) => {
  const folder = createFolder(t);
  const [path, backup] = [join(folder, 'zapflow.db'), join(folder, 'backup.db')];
  await createDatabase(path, 'old');
  await createDatabase(backup, 'new');
  const reason = new AppError('CALL_CANCELLED');
  await assert.rejects(restoreFile(backup, path, 1, { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(readPosition(path), 'old');
  assert.deepEqual(
    readdirSync(folder).filter((name) => /restor/.test(name)),
    [],
  );
});
