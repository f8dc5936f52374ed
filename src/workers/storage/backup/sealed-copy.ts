// The end of making a database file that stands for itself: stamped, checked, synced, without side files.
import type { Database } from '../../../core/disk/disk.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { removeFile, sync } from './durable-files.ts';

export type MetaRows = Readonly<Record<string, string>>;
/** `rows` counts all tables together. */
export type CopyFacts = { readonly rows: number; readonly schemaVersion: number };

/** Writes facts about the copy into it and proves that it can be read. */
export function sealCopy(path: string, toMeta: (rows: number) => MetaRows): CopyFacts {
  const database = nodeDisk.open(path);
  let facts: CopyFacts;
  try {
    const [version] = database.prepare('select max(version) as version from schema_versions').all([]);
    facts = { rows: countRows(database), schemaVersion: Number(version?.['version'] ?? 0) };
    database.begin('full');
    database.prepare("delete from meta where name like 'backup.%'").run([]);
    for (const [name, value] of Object.entries(toMeta(facts.rows)))
      database
        .prepare(
          'insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
        )
        .run([name, value]);
    database.commit();
    // Without a log beside it the file is all there is to carry, and can be read where nothing may be written.
    database.exec('pragma journal_mode = delete');
    const [check] = database.prepare('pragma integrity_check(1)').all([]);
    if (check?.['integrity_check'] !== 'ok')
      throw new AppError('DATABASE_CORRUPT', `The copy is damaged: ${check?.['integrity_check']}.`);
  } finally {
    database.close();
  }
  sync(path);
  return facts;
}

/** Removes a copy that was not finished, with what SQLite keeps beside it. */
export function discardCopy(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) removeFile(path + suffix);
}

export function tableNames(database: Database): string[] {
  return database
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .all([])
    .map(({ name }) => String(name));
}

export function countRows(database: Database): number {
  return tableNames(database).reduce((sum, table) => {
    const [row] = database.prepare(`select count(*) as count from "${table}"`).all([]);
    return sum + Number(row?.['count'] ?? 0);
  }, 0);
}
