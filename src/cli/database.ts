// The database as commands reach it: through the running program, or by themselves while it is stopped.
import type { Config } from '../config/resolve.ts';
import { acquireInstanceLock, readInstanceHolder } from '../core/instance-lock.ts';
import { toDatabasePath, toJournalPath } from '../program/worker-settings.ts';
import { finishRestore } from '../workers/storage/backup/restore-file.ts';
import type { DatabaseSource } from '../workers/storage/operations/database-source.ts';
import type { CommandIo } from './command.ts';
import { type ConfigInput, loadConfigOf, loadDataDir } from './config-options.ts';
import { openControlClient } from './control-client.ts';

/** Whatever an operation on a large database may take. */
const PATIENCE_MS = 6 * 3600 * 1000;

export type StoppedDatabase = {
  readonly dataDir: string;
  /** Of the file, also where a server is configured. */
  readonly path: string;
  readonly source: DatabaseSource;
};

/** Has the running program do it; undefined when there is none. */
export async function askProgram(
  input: ConfigInput,
  io: CommandIo,
  command: 'backup' | 'databaseStatus' | 'vacuum',
  args: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly answer: unknown; readonly dataDir: string } | undefined> {
  const dataDir = loadDataDir(input, io);
  if (readInstanceHolder(dataDir) === undefined) return undefined;
  const client = await openControlClient(dataDir, io.clock);
  try {
    return { answer: await client.request(command, args, PATIENCE_MS), dataDir };
  } finally {
    client.close();
  }
}

/** INSTANCE_RUNNING while the program runs; it cannot start meanwhile. */
export async function withStoppedDatabase<T>(
  input: ConfigInput,
  io: CommandIo,
  use: (database: StoppedDatabase) => Promise<T>,
): Promise<T> {
  const database = toStoppedDatabase(loadConfigOf(input, io));
  const lock = acquireInstanceLock(database.dataDir);
  try {
    finishRestore(database.path);
    return await use(database);
  } finally {
    lock.release();
  }
}

export function toStoppedDatabase({ dataDir, storage }: Config): StoppedDatabase {
  const path = toDatabasePath(dataDir);
  const url = storage.databaseUrl?.reveal();
  return {
    dataDir,
    path,
    source:
      url === undefined
        ? { engine: 'sqlite', path }
        : { engine: 'postgres', url, journalPath: toJournalPath(dataDir) },
  };
}
