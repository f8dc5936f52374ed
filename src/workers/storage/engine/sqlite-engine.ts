// The default engine: one SQLite file, written and quickly read here, and read at length on threads of their own.
import type { Context } from '../../../core/service.ts';
import type { Engine } from './engine.ts';
import { kyselyOn } from './kysely-on.ts';
import { readOf } from './read-task.ts';
import { createSqliteConnection } from './sqlite-connection.ts';

export type SqliteOptions = {
  readonly path: string;
  /** Threads for reads that are not quick; with none, those too take their turn between the writes. */
  readonly readerThreads: number;
  readonly readTimeoutMs: number;
};

export function openSqliteEngine(
  { disk, pool }: Pick<Context, 'disk' | 'pool'>,
  { path, readerThreads, readTimeoutMs }: SqliteOptions,
): Engine {
  const database = disk.open(path);
  const connection = createSqliteConnection(database);
  // A connection of its own, so that it never sees what is not committed yet.
  const local = disk.open(path, { readOnly: true });
  const db = kyselyOn(createSqliteConnection(local));
  const readers =
    readerThreads === 0
      ? undefined
      : pool<typeof import('./read-task.ts')>({
          module: new URL('./read-task.ts', import.meta.url),
          maxThreads: readerThreads,
          taskTimeoutMs: readTimeoutMs,
        });
  return {
    connection,
    connections: 2,
    standing: { failing: null, journaled: 0, parked: 0 },
    read(name, input) {
      const read = readOf(name);
      return read.isQuick || !readers ? read.run(db, input) : readers.run('runRead', { path, name, input });
    },
    async close() {
      await readers?.close();
      local.close();
      database.close();
    },
  };
}
