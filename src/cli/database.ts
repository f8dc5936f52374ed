// The database as commands reach it: through the running program, or by themselves while it is stopped.
import type { Config } from '../config/resolve.ts';
import { errorTable } from '../core/error-table.ts';
import { AppError } from '../core/errors.ts';
import { acquireInstanceLock, readInstanceHolder } from '../core/instance-lock.ts';
import { toAdvice } from '../program/advice.ts';
import { toDatabasePath, toDatabaseSource } from '../program/worker-settings.ts';
import { finishRestore } from '../workers/storage/backup/restore-file.ts';
import type { DatabaseSource } from '../workers/storage/operations/database-source.ts';
import type { CommandIo } from './command.ts';
import { type ConfigInput, loadConfigOf, loadDataDir } from './config-options.ts';
import { withProgram } from './running-program.ts';

/** Whatever an operation on a large database may take. */
const PATIENCE_MS = 6 * 3600 * 1000;

export type StoppedDatabase = {
  readonly dataDir: string;
  /** Of the file, also where a server is configured. */
  readonly path: string;
  readonly source: DatabaseSource;
};

type Question = {
  readonly command: 'backup' | 'databaseStatus' | 'vacuum' | 'accounts' | 'recoverAccount';
  readonly args?: Readonly<Record<string, unknown>>;
  /** How the program is told that nobody waits any more; the question then ends with CALL_CANCELLED. */
  readonly cancelling?: { readonly signal: AbortSignal; readonly command: 'cancelBackup' };
};

/** Has the running program do it; undefined when there is none. */
export async function askProgram(
  input: ConfigInput,
  io: CommandIo,
  { command, args = {}, cancelling }: Question,
): Promise<{ readonly answer: unknown } | undefined> {
  const dataDir = loadDataDir(input, io);
  if (readInstanceHolder(dataDir) === undefined) return undefined;
  return withProgram(dataDir, io, async (client) => {
    cancelling?.signal.throwIfAborted();
    const untold = Promise.withResolvers<never>();
    const cancel = () => {
      // The connection of the question is taken until its answer.
      const told = withProgram(dataDir, io, (other) => other.request(cancelling?.command ?? '', args));
      told.catch(untold.reject);
    };
    cancelling?.signal.addEventListener('abort', cancel, { once: true });
    const answer = client.request(command, args, PATIENCE_MS);
    return { answer: await advised(dataDir, () => Promise.race([answer, untold.promise])) };
  });
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
    return await advised(database.dataDir, async () => {
      finishRestore(database.path);
      return use(database);
    });
  } finally {
    lock.release();
  }
}

/** An error that a backup mends names the command for it: `details.advice`. */
export async function advised<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const advice = toAdvice(thrown, dataDir);
    if (advice === errorTable[thrown.code].fix) throw thrown;
    throw new AppError(thrown.code, thrown.message, {
      details: { ...thrown.details, advice },
      cause: thrown,
    });
  }
}

export function toStoppedDatabase(config: Config): StoppedDatabase {
  const { dataDir } = config;
  return { dataDir, path: toDatabasePath(dataDir), source: toDatabaseSource(config) };
}
