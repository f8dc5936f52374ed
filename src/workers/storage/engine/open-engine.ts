// The database that the settings name, checked and prepared; nothing stays open when that fails.
import type { Context } from '../../../core/service.ts';
import { refuseLeftJournal } from '../journal/left-journal.ts';
import { checkAtStart } from '../operations/check-database.ts';
import type { StorageSettings } from '../settings.ts';
import type { Engine } from './engine.ts';
import { PostgresEngine } from './postgres-engine.ts';
import type { OpenServer } from './postgres-server.ts';
import type { WriteConnection } from './sql-connection.ts';
import { openSqliteEngine } from './sqlite-engine.ts';

/** Of the service's context. */
export type EngineContext = Pick<Context, 'clock' | 'disk' | 'fail' | 'log' | 'pool' | 'random'> & {
  readonly settings: StorageSettings;
};

export type EngineNeeds = {
  readonly openServer: OpenServer;
  /** Brings the schema up to date. */
  prepare(connection: WriteConnection): Promise<void>;
  /** Looks at the whole file meanwhile. */
  checkBehind(): void;
  onOwed(topics: Iterable<string>): void;
};

export async function openEngine(
  context: EngineContext,
  { openServer, prepare, checkBehind, onOwed }: EngineNeeds,
): Promise<Engine> {
  const { disk, settings } = context;
  const { databaseUrl: url, journalPath } = settings;
  if (url) {
    const server = openServer({ ...settings, url });
    const engine = new PostgresEngine(context, { ...settings, server, prepare, onOwed });
    await engine.start();
    return engine;
  }
  refuseLeftJournal(disk, journalPath);
  const engine = openSqliteEngine(context, settings);
  try {
    await checkAtStart(engine.connection, checkBehind);
    await prepare(engine.connection);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
