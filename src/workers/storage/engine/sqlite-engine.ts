// The default engine: one SQLite file, written and quickly read here, and read at length on threads of their own.
import { AppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import { keepCheckpointing } from './checkpoints.ts';
import type { Engine } from './engine.ts';
import { createHopelessEnd } from './hopeless.ts';
import { kyselyOn } from './kysely-on.ts';
import type * as readTask from './read-task.ts';
import { readOf } from './read-task.ts';
import { createSqliteConnection } from './sqlite-connection.ts';

/** Another process that holds the file costs every batch this long, in which nobody is answered here. */
const BUSY_TIMEOUT_MS = 250;
const LOOK_MS = 1000;
/** A slow disk may take long; the next one goes on where it ended. */
const CHECKPOINT_TIMEOUT_MS = 60_000;

export type SqliteOptions = {
  readonly path: string;
  /** Threads for reads that are not quick; with none, those too take their turn between the writes. */
  readonly readerThreads: number;
  readonly readTimeoutMs: number;
};

export function openSqliteEngine(
  { clock, disk, fail, pool }: Pick<Context, 'clock' | 'disk' | 'fail' | 'pool'>,
  { path, readerThreads, readTimeoutMs }: SqliteOptions,
): Engine {
  const database = disk.open(path, { busyTimeoutMs: BUSY_TIMEOUT_MS });
  const connection = createSqliteConnection(database);
  // A connection of its own, so that it never sees what is not committed yet.
  const local = disk.open(path, { readOnly: true, busyTimeoutMs: BUSY_TIMEOUT_MS });
  const db = kyselyOn(createSqliteConnection(local));
  const readers =
    readerThreads === 0
      ? undefined
      : pool<typeof readTask>({
          module: new URL('./read-task.ts', import.meta.url),
          maxThreads: readerThreads,
          taskTimeoutMs: readTimeoutMs,
        });
  // Without such threads SQLite does it in the commits, as it does by itself.
  const checkpoints =
    readers &&
    keepCheckpointing({
      clock,
      database,
      endIfHopeless: createHopelessEnd({ clock, fail }),
      checkpoint: () => readers.run('checkpoint', path, { timeoutMs: CHECKPOINT_TIMEOUT_MS }),
    });
  // SQLite itself does not notice, and would go on writing into a file that has no name any more.
  const looking = clock.every(LOOK_MS, () => {
    if (!database.isInPlace) fail(new AppError('DATABASE_MOVED', undefined, { details: { path } }));
  });
  return {
    connection: {
      ...connection,
      commit() {
        database.commit();
        checkpoints?.note();
      },
    },
    connections: 2,
    standing: { failing: null, isJournaling: false, journaled: 0, journalFailing: null, refused: 0 },
    read(name, input) {
      const read = readOf(name);
      return read.isQuick || !readers ? read.run(db, input) : readers.run('runRead', { path, name, input });
    },
    async close() {
      looking.cancel();
      checkpoints?.end();
      await readers?.close();
      local.close();
      database.close();
    },
  };
}
