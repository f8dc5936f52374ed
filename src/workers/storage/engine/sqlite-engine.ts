// The default engine: one SQLite file, written here and read on threads of their own.
import type { Context } from '../../../core/service.ts';
import type { Engine } from './engine.ts';
import { kyselyOn } from './kysely-on.ts';
import { readOf } from './read-task.ts';
import { createSqliteConnection } from './sqlite-connection.ts';

export type SqliteOptions = {
  readonly path: string;
  /** Threads that read; with none, reads take their turn between the writes. */
  readonly readerThreads: number;
  readonly readTimeoutMs: number;
};

export function openSqliteEngine(
  { disk, pool }: Pick<Context, 'disk' | 'pool'>,
  { path, readerThreads, readTimeoutMs }: SqliteOptions,
): Engine {
  const database = disk.open(path);
  const connection = createSqliteConnection(database);
  if (readerThreads === 0) {
    // A connection of its own, so that it never sees what is not committed yet.
    const reader = disk.open(path, { readOnly: true });
    const db = kyselyOn(createSqliteConnection(reader));
    return {
      connection,
      read: (name, input) => readOf(name).run(db, input),
      async close() {
        reader.close();
        database.close();
      },
    };
  }
  const readers = pool<typeof import('./read-task.ts')>({
    module: new URL('./read-task.ts', import.meta.url),
    minThreads: 1,
    maxThreads: readerThreads,
    taskTimeoutMs: readTimeoutMs,
  });
  return {
    connection,
    read: (name, input) => readers.run('runRead', { path, name, input }),
    async close() {
      await readers.close();
      database.close();
    },
  };
}
