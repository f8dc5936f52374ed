// Backup, status and vacuum of the running program.
import { dirname } from 'node:path';
import type { AppError } from '../../../core/errors.ts';
import type { Context, Handlers } from '../../../core/service.ts';
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

type OperationHandlers = Pick<Handlers<typeof storageContract>, keyof typeof operationCalls>;

export type Operations = {
  /** A backup beside the database before its schema is changed. */
  keepBefore(schemaVersion: number): Promise<void>;
  /** Looks at every page; what is damaged ends the program, with the way back in its error. */
  checkFile(): void;
  handlers(engine: { readonly connection: WriteConnection; readonly queue: WriteQueue }): OperationHandlers;
  close(): Promise<void>;
};

export function createOperations({ context, path, source }: OperationOptions): Operations {
  const { clock, log, fail } = context;
  const tasks = context.pool<typeof operationTasks>({
    module: new URL('./operation-tasks.ts', import.meta.url),
    minThreads: 0,
    maxThreads: 1,
    taskTimeoutMs: LONG_MS,
    retries: 0,
  });
  const dataDir = dirname(path);
  let isStopped = false;
  /** A damaged database is not worked on, whoever finds it. */
  const endIfCorrupt = (error: AppError): never => {
    if (error.code === 'DATABASE_CORRUPT') fail(error);
    throw error;
  };
  return {
    async keepBefore(schemaVersion) {
      const file = toKeptPath(path, schemaVersion);
      const request = {
        source,
        file,
        dataDir,
        isForced: true,
        madeAtMs: clock.now(),
        reason: 'migration',
      } as const;
      await tasks.run('backup', request);
      log.info('a backup was made before the schema changes', { file });
    },
    checkFile: () =>
      void tasks
        .run('check', path)
        .catch(endIfCorrupt)
        .catch(() => {}),
    handlers: ({ connection, queue }) => ({
      backup: ({ file, isForced }) =>
        tasks
          .run('backup', { source, file, isForced, dataDir, madeAtMs: clock.now(), reason: 'asked' })
          .catch(endIfCorrupt),
      databaseStatus: () => tasks.run('status', source),
      async vacuum() {
        const before = await tasks.run('status', source);
        if (source.engine === 'postgres') await tasks.run('vacuum', source.url);
        else await giveBack({ connection, queue, clock }, () => isStopped);
        const after = await tasks.run('status', source);
        return { bytesBefore: before.bytes, bytesAfter: after.bytes };
      },
    }),
    async close() {
      isStopped = true;
      await tasks.close();
    },
  };
}
