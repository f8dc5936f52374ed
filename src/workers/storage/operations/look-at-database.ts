// Whether the database can be used, for a person who asks before or while the program runs.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { fileStat } from '../backup/durable-files.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { SCHEMA_VERSION, toNewerError } from '../migrations/migrate.ts';
import { checkFile, MAX_BYTES_AT_ONCE } from './check-database.ts';
import type { DatabaseSource } from './database-source.ts';
import { hasTable } from './has-table.ts';
import { withServer } from './server-connection.ts';

const ANSWER_MS = 5000;
const MIN_SERVER_VERSION = 140_000;

/**
 * The version of its schema, null where there is none yet. Changes nothing. SCHEMA_NEWER, DATABASE_CORRUPT, DATABASE_AWAY
 * and the like say why it cannot be used; every page is looked at where that is done at once.
 */
export async function lookAtDatabase(source: DatabaseSource): Promise<number | null> {
  const version = await (source.engine === 'sqlite'
    ? lookAtFile(source.path)
    : withServer(source.url, lookAtServer, ANSWER_MS));
  if (version !== null && version > SCHEMA_VERSION) throw toNewerError(version, SCHEMA_VERSION);
  return version;
}

async function lookAtFile(path: string): Promise<number | null> {
  const bytes = fileStat(path)?.bytes ?? 0;
  if (bytes === 0) return null;
  if (bytes <= MAX_BYTES_AT_ONCE) await checkFile(path);
  const database = nodeDisk.open(path, { readOnly: true });
  try {
    return await readVersion(createSqliteConnection(database));
  } finally {
    database.close();
  }
}

async function lookAtServer(server: SqlConnection): Promise<number | null> {
  const { rows } = await server.query(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as words",
    [],
  );
  const { number, words } = rows[0] ?? {};
  if (Number(number) < MIN_SERVER_VERSION)
    throw new AppError('DATABASE_TOO_OLD', undefined, {
      details: { reason: `it is ${words}`, version: words },
    });
  return readVersion(server);
}

async function readVersion(connection: SqlConnection): Promise<number | null> {
  if (!(await hasTable(connection, 'schema_versions'))) return null;
  const { rows } = await connection.query('select max(version) as version from schema_versions', []);
  return Number(rows[0]?.['version'] ?? 0);
}
