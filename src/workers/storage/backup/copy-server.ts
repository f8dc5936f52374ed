// Everything on a database server as one file of SQLite with the same schema, of one moment, while others go on writing.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { SqlConnection, WriteConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { migrations } from '../migrations/index.ts';
import { migrate, SCHEMA_VERSION, toNewerError } from '../migrations/migrate.ts';
import { withServer } from '../operations/server-connection.ts';
import { tableNames } from './sealed-copy.ts';

/** Rows that are on their way at once. */
const PAGE = 1000;

/** The target is an empty file. Throws the reason of the signal within a page of its abort. */
export async function copyServer(
  url: string,
  to: string,
  nowMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const database = nodeDisk.open(to);
  try {
    await withServer(url, async (server) => {
      await server.query('begin transaction isolation level repeatable read, read only', []);
      const made = await server.query("select 1 where to_regclass('schema_versions') is not null", []);
      if (made.rows.length === 0) throw new AppError('BACKUP_EMPTY');
      const { rows } = await server.query('select max(version) as version from schema_versions', []);
      const version = Number(rows[0]?.['version'] ?? 0);
      if (version > SCHEMA_VERSION) throw toNewerError(version, SCHEMA_VERSION);
      const target = createSqliteConnection(database);
      await migrate(target, nowMs, migrations.slice(0, version));
      await target.begin('full');
      await target.query('delete from schema_versions', []);
      for (const table of tableNames(database)) await copyTable(server, target, table, signal);
      await target.commit();
    });
  } finally {
    database.close();
  }
}

async function copyTable(
  server: SqlConnection,
  target: WriteConnection,
  table: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await server.query(`declare page no scroll cursor for select * from "${table}"`, []);
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await server.query(`fetch ${PAGE} from page`, []);
    const [first] = rows;
    if (!first) break;
    const columns = Object.keys(first);
    await target.insertRows(
      table,
      columns,
      rows.map((row) => columns.map((column) => row[column] ?? null)),
    );
  }
  await server.query('close page', []);
  const last = await lastNumber(server, table);
  if (last === undefined) return;
  // A number that was given is never given again, also when its row is gone.
  await target.query('delete from sqlite_sequence where name = ?', [table]);
  await target.query('insert into sqlite_sequence (name, seq) values (?, ?)', [table, last]);
}

/** Of the column whose numbers the server gives; undefined where there is none, or it gave none yet. */
async function lastNumber(server: SqlConnection, table: string): Promise<number | undefined> {
  const { rows } = await server.query(
    `select pg_sequence_last_value(pg_get_serial_sequence(quote_ident($1), a.attname)::regclass) as last
     from pg_attribute a where a.attrelid = quote_ident($1)::regclass and a.attidentity <> ''`,
    [table],
  );
  const last = rows[0]?.['last'] ?? null;
  return last === null ? undefined : Number(last);
}
