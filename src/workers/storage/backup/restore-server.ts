// Puts a backup in the place of everything on a database server, in one transaction.
import { join } from 'node:path';
import type { Database } from '../../../core/disk/disk.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { migrations } from '../migrations/index.ts';
import { migrate } from '../migrations/migrate.ts';
import { columnTypes } from '../migrations/schema-change.ts';
import { keepOthersOut, withServer } from '../operations/server-connection.ts';
import { readMadeAt } from './inspect-backup.ts';
import { tableNames } from './sealed-copy.ts';
import { toRestoreMarks } from './settle-restore.ts';
import { toStamp } from './stamp.ts';
import { writeBackup } from './write-backup.ts';

/** Rows that are on their way at once; times the columns of a row it stays below the server's 65,535 parameters. */
const PAGE = 1000;

export type ServerRestore = {
  readonly backup: string;
  readonly url: string;
  /** Whether a database that holds something may be replaced. */
  readonly isForced: boolean;
  /** Whether the API tokens of the backup open again; those revoked since it was made too. */
  readonly keepsTokens?: boolean;
  readonly nowMs: number;
  /** Where what is replaced is kept. */
  readonly dataDir: string;
};

/**
 * DATABASE_NOT_EMPTY unless forced. After an error, or an abort of the signal, whose reason is thrown, everything is as it
 * was. Returns where what was there is kept.
 */
export async function restoreServer(given: ServerRestore, signal?: AbortSignal): Promise<string | undefined> {
  const { backup, url, isForced, nowMs, keepsTokens = false } = given;
  const source = nodeDisk.open(backup, { readOnly: true });
  try {
    return await withServer(url, async (server) => {
      await keepOthersOut(server);
      const isEmpty = !(await holdsSomething(server));
      if (!isForced && !isEmpty) throw new AppError('DATABASE_NOT_EMPTY');
      const kept = isEmpty ? undefined : await keepPresent(given, signal);
      await server.begin('full');
      for (const table of new Set([...tableNames(source), ...(await knownTables())]))
        await server.query(`drop table if exists "${table}" cascade`, []);
      await createSchema(server, source);
      for (const table of tableNames(source)) await copyTable(source, server, table, signal);
      await server.query("delete from meta where name like 'backup.%'", []);
      for (const mark of Object.entries(toRestoreMarks(nowMs, keepsTokens, readMadeAt(source))))
        await server.query(
          `insert into meta (name, value) values ($1, $2)
           on conflict (name) do update set value = excluded.value`,
          mark,
        );
      await server.commit();
      return kept;
    });
  } finally {
    source.close();
  }
}

async function keepPresent(
  { url, dataDir, nowMs }: ServerRestore,
  signal: AbortSignal | undefined,
): Promise<string> {
  const file = join(dataDir, `postgres.before-restore-${toStamp(nowMs)}`);
  const source = { engine: 'postgres', url, journalPath: '' } as const;
  await writeBackup({ source, file, isForced: true, dataDir, madeAtMs: nowMs, reason: 'restore' }, signal);
  return file;
}

async function holdsSomething(server: SqlConnection): Promise<boolean> {
  const { rows } = await server.query("select 1 where to_regclass('schema_versions') is not null", []);
  return rows.length > 0;
}

/** All that this program would make: what an older backup does not know is gone too, or a later migration would meet it. */
async function knownTables(): Promise<string[]> {
  const empty = nodeDisk.open(':memory:');
  try {
    await migrate(createSqliteConnection(empty), 0);
    return tableNames(empty);
  } finally {
    empty.close();
  }
}

/** At the version of the backup; the next start brings it up to date. */
async function createSchema(server: SqlConnection, source: Database): Promise<void> {
  await server.query(
    'create table schema_versions (version integer primary key, name text not null, applied_at bigint not null)',
    [],
  );
  const [row] = source.prepare('select max(version) as version from schema_versions').all([]);
  const { schema } = kyselyOn(server);
  for (const { up } of migrations.slice(0, Number(row?.['version'] ?? 0)))
    await up(schema, columnTypes.postgres);
}

async function copyTable(
  source: Database,
  server: SqlConnection,
  table: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  // A migration may have put rows of its own there.
  await server.query(`delete from "${table}"`, []);
  const page = source.prepare(
    `select rowid as "row number", * from "${table}" where rowid > ? order by rowid limit ${PAGE}`,
  );
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    signal?.throwIfAborted();
    const rows = page.all([after]);
    const last = rows.at(-1);
    if (!last) break;
    after = Number(last['row number']);
    const columns = Object.keys(last).filter((column) => column !== 'row number');
    await server.insertRows(
      table,
      columns,
      rows.map((row) => columns.map((column) => row[column] ?? null)),
    );
  }
  await goOnCounting(source, server, table);
}

/** A number that was given is never given again, also when its row is gone. */
async function goOnCounting(source: Database, server: SqlConnection, table: string): Promise<void> {
  const { rows } = await server.query(
    `select attname as column from pg_attribute where attrelid = quote_ident($1)::regclass and attidentity <> ''`,
    [table],
  );
  const column = rows[0]?.['column'];
  if (column === undefined) return;
  const [given] = source.prepare('select seq from sqlite_sequence where name = ?').all([table]);
  await server.query(
    `select setval(pg_get_serial_sequence(quote_ident($1), $2), greatest(max(n), 1), max(n) > 0)
     from (select $3::bigint as n union all select coalesce(max("${column}"), 0) from "${table}") as numbers`,
    [table, String(column), Number(given?.['seq'] ?? 0)],
  );
}
