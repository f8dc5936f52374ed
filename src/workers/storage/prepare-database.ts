// Brings a database that was opened to the schema of this program, and learns what health tells of it.
import type { Context } from '../../core/service.ts';
import { settleRestore } from './backup/settle-restore.ts';
import type { WriteConnection } from './engine/sql-connection.ts';
import { holdsRows } from './holds-rows.ts';
import { checkInstanceKey } from './instance-key-check.ts';
import { refuseLostDatabase } from './lost-database.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/migrate.ts';
import { readRestoredAt } from './operations/restored-at.ts';
import type { StorageSettings } from './settings.ts';

export type Preparation = {
  /** As it was found when the database was last prepared; 0 before. */
  readonly schemaVersion: number;
  readonly restoredAtMs: number | null;
  /** Also when a server is there again: it may have been replaced meanwhile. */
  prepare(connection: WriteConnection): Promise<void>;
};

/** Of the service's context. */
type PreparationContext = Pick<Context, 'clock' | 'log'> & {
  readonly settings: Pick<StorageSettings, 'path' | 'keyFingerprint'>;
};

/** `keepBefore` keeps the database as it is, before its schema changes. */
export function createPreparation(
  { clock, log, settings }: PreparationContext,
  keepBefore: (version: number) => Promise<void>,
): Preparation {
  const known = { schemaVersion: 0, restoredAtMs: null as number | null };
  return {
    get schemaVersion() {
      return known.schemaVersion;
    },
    get restoredAtMs() {
      return known.restoredAtMs;
    },
    async prepare(connection) {
      await refuseLostDatabase(connection, settings.path);
      const before = await schemaVersion(connection);
      if (before > 0 && before < SCHEMA_VERSION && (await holdsRows(connection, before)))
        await keepBefore(before);
      const { from, to } = await migrate(connection, clock.now());
      if (from !== to) log.info('database schema brought up to date', { from, to });
      const { keyFingerprint, path } = settings;
      if (keyFingerprint !== undefined) await checkInstanceKey(connection, keyFingerprint, path);
      if (await settleRestore(connection, clock.now()))
        log.warn('a backup was restored: sessions ended, trading is stopped until somebody resumes it');
      known.schemaVersion = to;
      known.restoredAtMs = await readRestoredAt(connection);
    },
  };
}
