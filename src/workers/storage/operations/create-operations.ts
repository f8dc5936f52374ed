// Backup, status and vacuum of the running program.
import { dirname } from 'node:path';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Context, Handlers } from '../../../core/service.ts';
import { discardCopy } from '../backup/sealed-copy.ts';
import { type BackupRequest, toPartial } from '../backup/write-backup.ts';
import type { storageContract } from '../contract.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import type { WriteQueue } from '../engine/write-queue.ts';
import type { DatabaseSource } from './database-source.ts';
import { giveBack } from './give-back.ts';
import { toKeptPath } from './migrate-database.ts';
import type { operationCalls } from './operation-calls.ts';
import type * as operationTasks from './operation-tasks.ts';

export type OperationOptions = {
  readonly context: Pick<Context, 'clock' | 'log' | 'pool' | 'fail'>;
  /** In the data folder. */
  readonly path: string;
  readonly source: DatabaseSource;
};

const LONG_MS = 6 * 3600 * 1000;
const STATUS_MS = 60_000;

type BackupInput = Omit<BackupRequest, 'source' | 'dataDir' | 'madeAtMs'>;

type OperationHandlers = Pick<Handlers<typeof storageContract>, keyof typeof operationCalls>;

export type Operations = {
  /** A backup beside the database before its schema is changed. */
  keepBefore(schemaVersion: number): Promise<void>;
  /** Looks at every page; what is damaged ends the program, with the way back in its error. */
  checkFile(): void;
  handlers(engine: { readonly connection: WriteConnection; readonly queue: WriteQueue }): OperationHandlers;
  /** Ends what is under way: its callers are told SERVICE_STOPPING. */
  end(): void;
  close(): Promise<void>;
};

export function createOperations({ context, path, source }: OperationOptions): Operations {
  const { clock, log, fail } = context;
  const openTasks = (taskTimeoutMs: number) =>
    context.pool<typeof operationTasks>({
      module: new URL('./operation-tasks.ts', import.meta.url),
      minThreads: 0,
      maxThreads: 1,
      taskTimeoutMs,
      retries: 0,
    });
  // Each of its own, so that a status need not wait for the end of a backup.
  const upkeep = openTasks(LONG_MS);
  const looks = openTasks(STATUS_MS);
  const dataDir = dirname(path);
  const ending = new AbortController();
  const { signal } = ending;
  /** Backups under way or waiting for their turn, by what is written of them. */
  const underWay = new Map<string, AbortController>();
  let lastBackup: Promise<unknown> = Promise.resolve();

  const backUp = (request: BackupInput) => {
    const partial = toPartial(request.file);
    const cancelling = new AbortController();
    underWay.set(partial, cancelling);
    const made = lastBackup
      .catch(() => {})
      .then(() => makeBackup(request, partial, AbortSignal.any([signal, cancelling.signal])))
      .finally(() => {
        if (underWay.get(partial) === cancelling) underWay.delete(partial);
      });
    lastBackup = made;
    return made;
  };
  /** A thread that is ended leaves what it wrote, so a backup has one of its own: what is left is removed when it is gone. */
  const makeBackup = async (request: BackupInput, partial: string, ended: AbortSignal) => {
    const tasks = openTasks(LONG_MS);
    let isWhole = false;
    try {
      const given = { ...request, source, dataDir, madeAtMs: clock.now() };
      const report = await tasks.run('backup', given, { signal: ended });
      isWhole = true;
      return report;
    } finally {
      await tasks.close();
      if (!isWhole) discardCopy(partial);
    }
  };
  const readStatus = () => looks.run('status', source, { signal });
  /** A damaged database is not worked on, whoever finds it; and whoever is ended here learns why. */
  const judged = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'DATABASE_CORRUPT') fail(error);
      throw signal.aborted ? new AppError('SERVICE_STOPPING', undefined, { cause: error }) : error;
    }
  };
  return {
    async keepBefore(schemaVersion) {
      const file = toKeptPath(path, schemaVersion);
      await backUp({ file, isForced: true, reason: 'migration' });
      log.info('a backup was made before the schema changes', { file });
    },
    checkFile: () => void judged(upkeep.run('check', path, { signal })).catch(() => {}),
    handlers: ({ connection, queue }) => {
      const vacuum = async () => {
        const before = await readStatus();
        if (source.engine === 'postgres') await upkeep.run('vacuum', source.url, { signal });
        else await giveBack({ connection, queue, clock }, () => signal.aborted);
        const after = await readStatus();
        return { bytesBefore: before.bytes, bytesAfter: after.bytes };
      };
      return {
        backup: ({ file, isForced, isStaged }) =>
          judged(backUp({ file, isForced, isStaged, reason: 'asked' })),
        cancelBackup: ({ file }) => {
          const cancelling = underWay.get(toPartial(file));
          cancelling?.abort();
          return cancelling !== undefined;
        },
        databaseStatus: () => judged(readStatus()),
        vacuum: () => judged(vacuum()),
      };
    },
    end: () => ending.abort(),
    async close() {
      ending.abort();
      await Promise.all([lastBackup.catch(() => {}), upkeep.close(), looks.close()]);
    },
  };
}
