// Databases with a known content, for tests of backups.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeDisk } from '../../../../core/disk/node-disk.ts';
import { createSqliteConnection } from '../../engine/sqlite-connection.ts';
import { migrations } from '../../migrations/index.ts';
import { migrate } from '../../migrations/migrate.ts';

/** A folder that is gone when the test has ended. */
export function createFolder(owner: { after(end: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-backup-'));
  owner.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** With one cursor of this position, at this version of the schema. */
export async function createDatabase(
  path: string,
  position: string,
  version = migrations.length,
): Promise<void> {
  const database = nodeDisk.open(path);
  await migrate(createSqliteConnection(database), 1, migrations.slice(0, version));
  database
    .prepare('insert into cursors (name, position, updated_at) values (?, ?, 1)')
    .run(['here', position]);
  database.close();
}

/** The position in a database that must be sound. */
export function readPosition(path: string): string {
  const database = nodeDisk.open(path, { readOnly: true });
  try {
    const [check] = database.prepare('pragma integrity_check').all([]);
    if (check?.['integrity_check'] !== 'ok') throw new Error(`damaged: ${check?.['integrity_check']}`);
    return String(database.prepare('select position from cursors').all([])[0]?.['position']);
  } finally {
    database.close();
  }
}

/** What a kill -9 would leave before each step of the action in the folder, in order; the last is what it leaves when done. */
export function leftAtEachStep(
  owner: { after(end: () => void): void },
  folder: string,
  action: 'restore' | 'backup' | 'migrate',
): string[] {
  const copies = createFolder(owner);
  const script = join(import.meta.dirname, 'copy-at-each-step.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, folder, copies, action], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (status !== 0) throw new Error(`${action} failed: ${stderr}`);
  return readdirSync(copies)
    .sort()
    .map((name) => join(copies, name));
}
