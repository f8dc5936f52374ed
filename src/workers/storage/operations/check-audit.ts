// The chain of the audit, looked at by a person's command on a connection of its own, whether the program runs or not.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { fileStat } from '../backup/durable-files.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { type AuditFinding, checkAudit } from '../repositories/audit-chain.ts';
import type { DatabaseSource } from './database-source.ts';
import { withServer } from './server-connection.ts';

const ANSWER_MS = 30_000;

/** Null where there is no audit yet. Changes nothing; throws as the database does when it cannot be read. */
export async function checkAuditOf(source: DatabaseSource): Promise<AuditFinding | null> {
  if (source.engine === 'postgres') return withServer(source.url, checkOn, ANSWER_MS);
  if (!fileStat(source.path)?.bytes) return null;
  const database = nodeDisk.open(source.path, { readOnly: true });
  try {
    return await checkOn(createSqliteConnection(database));
  } finally {
    database.close();
  }
}

async function checkOn(connection: SqlConnection): Promise<AuditFinding | null> {
  const isThere =
    connection.dialect === 'sqlite'
      ? "select 1 from sqlite_schema where name = 'audit'"
      : "select 1 where to_regclass('audit') is not null";
  const { rows } = await connection.query(isThere, []);
  return rows.length === 0 ? null : checkAudit(kyselyOn(connection));
}
