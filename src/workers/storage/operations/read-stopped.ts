// One question that a person at the machine asks while the program is stopped. It changes nothing, not even an older schema.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import type { Tables } from '../tables.ts';
import type { Queries } from '../unit.ts';
import type { DatabaseSource } from './database-source.ts';
import { hasTable } from './has-table.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { withServer } from './server-connection.ts';

const ANSWER_MS = 30_000;

/**
 * Undefined while the table is not there: no database yet, or one of an older program. SCHEMA_NEWER, DATABASE_CORRUPT,
 * DATABASE_AWAY and the like say why it cannot be read.
 */
export async function readStopped<T>(
  source: DatabaseSource,
  table: keyof Tables & string,
  read: (db: Queries) => Promise<T>,
): Promise<T | undefined> {
  if ((await lookAtDatabase(source)) === null) return undefined;
  const readOn = async (connection: SqlConnection) =>
    (await hasTable(connection, table)) ? read(kyselyOn(connection)) : undefined;
  if (source.engine === 'postgres') return withServer(source.url, readOn, ANSWER_MS);
  const database = nodeDisk.open(source.path, { readOnly: true });
  try {
    return await readOn(createSqliteConnection(database));
  } finally {
    database.close();
  }
}
