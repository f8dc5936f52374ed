// Whether a database is empty because it was lost: a program that begins a new one there trades without knowing what it holds.
import { dirname } from 'node:path';
import { nodeDisk } from '../../core/disk/node-disk.ts';
import { AppError } from '../../core/errors.ts';
import { knownBackups } from './backup/backup-book.ts';
import type { WriteConnection } from './engine/sql-connection.ts';

/** Throws DATABASE_LOST for a file without tables when the book beside it knows a backup of one that was there. */
export async function refuseLostDatabase(connection: WriteConnection, path: string): Promise<void> {
  if (connection.dialect !== 'sqlite' || (await hasTables(connection))) return;
  const backup = knownBackups(dirname(path)).find(({ file, engine }) =>
    engine ? engine === 'sqlite' : isOfFile(file),
  );
  if (backup) throw new AppError('DATABASE_LOST', undefined, { details: { path, backup: backup.file } });
}

/** A first start that was interrupted leaves the empty list of versions: that is a new database still. */
async function hasTables(connection: WriteConnection): Promise<boolean> {
  const { rows } = await connection.query(
    "select 1 from sqlite_schema where type = 'table' and name <> 'schema_versions' limit 1",
    [],
  );
  return rows.length > 0;
}

/** A backup of a server says nothing of a file. One that cannot be read may be of either. */
function isOfFile(backup: string): boolean {
  try {
    const database = nodeDisk.open(backup, { readOnly: true });
    try {
      const [row] = database.prepare("select value from meta where name = 'backup.engine'").all([]);
      return row?.['value'] !== 'postgres';
    } finally {
      database.close();
    }
  } catch {
    return true;
  }
}
