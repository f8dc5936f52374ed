import assert from 'node:assert/strict';
import { existsSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { knownBackups } from './backup-book.ts';
import { inspectBackup } from './inspect-backup.ts';
import { restoreAdvice } from './restore-advice.ts';
import { createDatabase, createFolder, leftAtEachStep, readPosition } from './testing/small-database.ts';
import { type BackupRequest, writeBackup } from './write-backup.ts';

function requestOf(folder: string, changes: Partial<BackupRequest> = {}): BackupRequest {
  return {
    source: { engine: 'sqlite', path: join(folder, 'zapflow.db') },
    file: join(folder, 'backup.db'),
    isForced: false,
    madeAtMs: 1_700_000_000_000,
    reason: 'asked',
    dataDir: folder,
    ...changes,
  };
}

test('a backup is one private file of what is committed, with facts about itself, though a transaction is open', async (t) => {
  const folder = createFolder(t);
  await createDatabase(join(folder, 'zapflow.db'), 'committed');
  const writer = nodeDisk.open(join(folder, 'zapflow.db'));
  writer.begin('full');
  writer.exec("update cursors set position = 'not committed'");
  const report = await writeBackup(requestOf(folder));
  writer.commit();
  writer.close();
  assert.equal(readPosition(report.file), 'committed');
  const facts = inspectBackup(report.file);
  assert.deepEqual(
    [facts.madeAtMs, facts.engine, facts.schemaVersion, facts.rows],
    [1_700_000_000_000, 'sqlite', report.schemaVersion, report.rows],
  );
  assert.equal(statSync(report.file).mode & 0o777, 0o600);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('backup.db')),
    ['backup.db'],
  );
});

test('a file that is there is replaced only when forced, and stays when the new backup fails', async (t) => {
  const folder = createFolder(t);
  await createDatabase(join(folder, 'zapflow.db'), 'first');
  await writeBackup(requestOf(folder));
  await assert.rejects(writeBackup(requestOf(folder)), { code: 'BACKUP_EXISTS' });
  const broken = requestOf(folder, {
    isForced: true,
    source: { engine: 'sqlite', path: join(folder, 'nowhere.db') },
  });
  await assert.rejects(writeBackup(broken));
  assert.equal(readPosition(join(folder, 'backup.db')), 'first');
  assert.equal(existsSync(join(folder, 'backup.db.partial')), false);
});

test('a backup onto the database itself or what lies beside it is refused, forced or not, by whatever name', async (t) => {
  const folder = createFolder(t);
  const path = join(folder, 'zapflow.db');
  await createDatabase(path, 'alive');
  const alias = `${folder}-alias`;
  symlinkSync(folder, alias);
  t.after(() => unlinkSync(alias));
  linkSync(path, join(folder, 'linked.db'));
  const before = readFileSync(path);
  const onto = ['zapflow.db', 'zapflow.db-wal', 'zapflow.db-shm', 'zapflow.db.restoring', 'linked.db'];
  for (const name of onto)
    for (const file of [join(folder, name), join(alias, name)])
      for (const isForced of [true, false])
        await assert.rejects(writeBackup(requestOf(folder, { file, isForced })), {
          code: 'BACKUP_ONTO_DATABASE',
        });
  const source = {
    engine: 'postgres',
    url: 'postgres://nowhere.invalid/x',
    journalPath: join(folder, 'journal.db'),
  } as const;
  const file = join(alias, 'journal.db-wal');
  await assert.rejects(writeBackup(requestOf(folder, { source, file, isForced: true })), {
    code: 'BACKUP_ONTO_DATABASE',
  });
  assert.deepEqual(readFileSync(path), before);
});

test('where no database was made yet there is nothing to back up', async (t) => {
  const folder = createFolder(t);
  await assert.rejects(writeBackup(requestOf(folder)), { code: 'BACKUP_EMPTY', kind: 'input' });
  assert.deepEqual(readdirSync(folder), []);
});

test('a folder that cannot be written is named', async (t) => {
  const folder = createFolder(t);
  await createDatabase(join(folder, 'zapflow.db'), 'here');
  const file = join(folder, 'nowhere', 'backup.db');
  await assert.rejects(writeBackup(requestOf(folder, { file })), { code: 'BACKUP_UNWRITABLE' });
});

test('the newest backup that is still there and can be read is the one advised', async (t) => {
  const folder = createFolder(t);
  assert.match(restoreAdvice(folder, 99), /No backup is known here.*zapflow restore FILE/);
  await createDatabase(join(folder, 'zapflow.db'), 'here');
  const older = await writeBackup(requestOf(folder, { file: join(folder, 'the older.db') }));
  const newer = await writeBackup(requestOf(folder, { madeAtMs: older.madeAtMs + 1000 }));
  assert.match(restoreAdvice(folder, 99), new RegExp(`zapflow restore ${newer.file} `));
  nodeDisk.open(newer.file).close();
  assert.equal(knownBackups(folder).length, 2);
  assert.match(restoreAdvice(folder, 0), /No backup is known/);
});

test('a kill -9 before any step of a backup leaves the earlier file or the new one', async (t) => {
  const folder = createFolder(t);
  const path = join(folder, 'zapflow.db');
  await createDatabase(path, 'first');
  await writeBackup(requestOf(folder));
  const database = nodeDisk.open(path);
  database.exec("update cursors set position = 'second'");
  database.close();
  const seen = leftAtEachStep(t, folder, 'backup').map((left) => readPosition(join(left, 'backup.db')));
  assert.deepEqual([...new Set(seen)], ['first', 'second']);
});
