// Whether the database file can be trusted, looked at when the program starts.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';

/** Looked at while the program waits for it, which takes about a tenth of a second. */
export const MAX_BYTES_AT_ONCE = 64 * 2 ** 20;

/**
 * DATABASE_CORRUPT when a page is damaged. A large file is looked at behind, and only when the program that had it last
 * did not close it.
 */
export async function checkAtStart(connection: SqlConnection, checkBehind: () => void): Promise<void> {
  const pages = await ask(connection, 'page_count', 'page_count');
  const pageBytes = await ask(connection, 'page_size', 'page_size');
  if (Number(pages) * Number(pageBytes) <= MAX_BYTES_AT_ONCE) await checkPages(connection);
  else if (Number(await ask(connection, 'wal_checkpoint(passive)', 'log')) > 0) checkBehind();
}

/** Reads the whole file: about a second for a gigabyte. */
export async function checkFile(path: string): Promise<void> {
  const database = nodeDisk.open(path, { readOnly: true });
  try {
    await checkPages(createSqliteConnection(database));
  } finally {
    database.close();
  }
}

async function checkPages(connection: SqlConnection): Promise<void> {
  const reason = await ask(connection, 'quick_check(1)', 'quick_check');
  if (reason !== 'ok') throw new AppError('DATABASE_CORRUPT', undefined, { details: { reason } });
}

async function ask(connection: SqlConnection, pragma: string, column: string): Promise<unknown> {
  const { rows } = await connection.query(`pragma ${pragma}`, []);
  return rows[0]?.[column];
}
