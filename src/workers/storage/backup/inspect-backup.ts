// Whether a file can be restored, and what it holds.
import type { Database } from '../../../core/disk/disk.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { SCHEMA_VERSION } from '../migrations/migrate.ts';
import { fileStat, isReadableFile } from './durable-files.ts';

export type BackupFacts = {
  readonly bytes: number;
  readonly schemaVersion: number;
  /** Of the whole file, when its backup was made; null for a plain copy of a database, which may be restored as well. */
  readonly madeAtMs: number | null;
  readonly engine: string | null;
  readonly programVersion: string | null;
  readonly rows: number | null;
};

/** BACKUP_UNUSABLE says why not; SCHEMA_NEWER when only a newer program can read it. */
export function inspectBackup(file: string): BackupFacts {
  const found = fileStat(file);
  if (found === undefined) throw unusable(file, 'there is no such file');
  if (!isReadableFile(file)) throw unusable(file, 'it is not a file that this user may read');
  if (found.bytes === 0) throw unusable(file, 'it is empty');
  let facts: BackupFacts;
  try {
    facts = { bytes: found.bytes, ...readFacts(file) };
  } catch (error) {
    throw error instanceof AppError && error.code === 'BACKUP_UNUSABLE'
      ? error
      : unusable(file, 'it is damaged, or not a database', error);
  }
  const { schemaVersion } = facts;
  if (schemaVersion > SCHEMA_VERSION)
    throw new AppError(
      'SCHEMA_NEWER',
      `The backup was written by a newer Zapflow: its schema is ${schemaVersion}, this program knows ${SCHEMA_VERSION}.`,
      { details: { file, backup: schemaVersion, program: SCHEMA_VERSION } },
    );
  return facts;
}

function readFacts(file: string): Omit<BackupFacts, 'bytes'> {
  const database = nodeDisk.open(file, { readOnly: true });
  try {
    const [check] = database.prepare('pragma integrity_check(1)').all([]);
    if (check?.['integrity_check'] !== 'ok')
      throw unusable(file, `it is damaged: ${check?.['integrity_check']}`);
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").all([]);
    const names = new Set(tables.map(({ name }) => name));
    if (!names.has('schema_versions') || !names.has('meta'))
      throw unusable(file, 'it is a database, but not one of Zapflow');
    const [version] = database.prepare('select max(version) as version from schema_versions').all([]);
    const meta = new Map(
      database
        .prepare('select name, value from meta')
        .all([])
        .map(({ name, value }) => [String(name), String(value)]),
    );
    const numberOf = (name: string) => (meta.has(name) ? Number(meta.get(name)) : null);
    return {
      schemaVersion: Number(version?.['version'] ?? 0),
      madeAtMs: readMadeAt(database),
      engine: meta.get('backup.engine') ?? null,
      programVersion: meta.get('backup.program_version') ?? null,
      rows: numberOf('backup.rows'),
    };
  } finally {
    database.close();
  }
}

/** When the backup in this database was made, as in `BackupFacts`. */
export function readMadeAt(database: Database): number | null {
  const [row] = database.prepare("select value from meta where name = 'backup.made_at'").all([]);
  return row ? Number(row['value']) : null;
}

function unusable(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('BACKUP_UNUSABLE', `${file} cannot be restored: ${reason}.`, {
    details: { file, reason },
    cause,
  });
}
