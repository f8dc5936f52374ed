// Whether the database has secrets that only its own key opens, asked before the program runs on it.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { fileStat } from '../backup/durable-files.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { holdsSealed } from '../instance-key-check.ts';
import type { DatabaseSource } from './database-source.ts';
import { hasTable } from './has-table.ts';
import { withServer } from './server-connection.ts';

const ANSWER_MS = 5000;

/** False also while a server is away: the check at its return tells then. Changes nothing; throws as the database does otherwise. */
export async function sourceHoldsSealed(source: DatabaseSource): Promise<boolean> {
  if (source.engine === 'postgres') {
    try {
      return await withServer(source.url, holdsOn, ANSWER_MS);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'transient') return false;
      throw error;
    }
  }
  if (!fileStat(source.path)?.bytes) return false;
  const database = nodeDisk.open(source.path, { readOnly: true });
  try {
    return await holdsOn(createSqliteConnection(database));
  } finally {
    database.close();
  }
}

/** Both tables came with one step of the schema. */
async function holdsOn(connection: SqlConnection): Promise<boolean> {
  return (await hasTable(connection, 'webhooks')) && holdsSealed(kyselyOn(connection));
}
