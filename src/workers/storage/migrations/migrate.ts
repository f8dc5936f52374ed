// Brings a database to the schema of this program: each step is one transaction, so that a crash leaves the old or the new.
import { AppError } from '../../../core/errors.ts';
import { kyselyOn } from '../engine/kysely-on.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { migrations } from './index.ts';
import { columnTypes, type SchemaChange } from './schema-change.ts';

/** The schema that this program speaks. */
export const SCHEMA_VERSION = migrations.length;

/** The version of the database; 0 for an empty one. */
export async function schemaVersion(connection: WriteConnection): Promise<number> {
  await connection.query(
    'create table if not exists schema_versions (version integer primary key, name text not null, applied_at bigint not null)',
    [],
  );
  const { rows } = await connection.query('select max(version) as version from schema_versions', []);
  return Number(rows[0]?.['version'] ?? 0);
}

export function toNewerError(database: number, program: number): AppError {
  const message = `The database was written by a newer Zapflow: its schema is ${database}, this program knows ${program}.`;
  return new AppError('SCHEMA_NEWER', message, { details: { database, program } });
}

/** Refuses a database that is newer than the program. Returns the versions before and after. */
export async function migrate(
  connection: WriteConnection,
  nowMs: number,
  changes: readonly SchemaChange[] = migrations,
): Promise<{ readonly from: number; readonly to: number }> {
  const from = await schemaVersion(connection);
  if (from > changes.length) throw toNewerError(from, changes.length);
  const db = kyselyOn(connection);
  for (const [index, { name, up }] of changes.entries()) {
    const version = index + 1;
    if (version <= from) continue;
    await connection.begin('full');
    try {
      await up(db.schema, columnTypes[connection.dialect]);
      await db.insertInto('schema_versions').values({ version, name, applied_at: nowMs }).execute();
      await connection.commit();
    } catch (error) {
      await connection.rollback();
      throw error;
    }
  }
  return { from, to: changes.length };
}
