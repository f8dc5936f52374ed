// Brings the database to the schema of this program while nobody else uses it, without a limit of time.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { writeBackup } from '../backup/write-backup.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { createSqliteConnection } from '../engine/sqlite-connection.ts';
import { holdsRows } from '../holds-rows.ts';
import { refuseLostDatabase } from '../lost-database.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from '../migrations/migrate.ts';
import { checkAtStart } from './check-database.ts';
import type { DatabaseSource } from './database-source.ts';
import { keepOthersOut, withServer } from './server-connection.ts';

type Given = {
  readonly source: DatabaseSource;
  /** Of the file, beside which the backup is kept. */
  readonly path: string;
  readonly dataDir: string;
  readonly nowMs: number;
};

type Migrated = { readonly from: number; readonly to: number; readonly backup: string | undefined };

export async function migrateDatabase(given: Given): Promise<Migrated> {
  const { source } = given;
  if (source.engine === 'postgres')
    return withServer(source.url, async (server) => {
      await keepOthersOut(server);
      return migrateOn(server, given);
    });
  const database = nodeDisk.open(source.path);
  try {
    const connection = createSqliteConnection(database);
    await checkAtStart(connection, () => {});
    await refuseLostDatabase(connection, source.path);
    return await migrateOn(connection, given);
  } finally {
    database.close();
  }
}

async function migrateOn(connection: WriteConnection, given: Given): Promise<Migrated> {
  const { source, path, dataDir, nowMs } = given;
  const before = await schemaVersion(connection);
  const isChange = before > 0 && before < SCHEMA_VERSION && (await holdsRows(connection, before));
  const file = toKeptPath(path, before);
  if (isChange)
    await writeBackup({ source, file, isForced: true, dataDir, madeAtMs: nowMs, reason: 'migration' });
  const { from, to } = await migrate(connection, nowMs);
  return { from, to, backup: isChange ? file : undefined };
}

/** Where the database is kept as it was before a change of its schema. */
export function toKeptPath(path: string, schemaVersion: number): string {
  return `${path}.before-${schemaVersion}`;
}
