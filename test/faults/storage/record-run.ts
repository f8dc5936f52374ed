// A run of the real engine with the length of its WAL after each acknowledged commit.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/clock.ts';
import { nodeDisk } from '../../../src/core/disk/node-disk.ts';
import { createSqliteConnection } from '../../../src/workers/storage/engine/sqlite-connection.ts';
import { WriteQueue } from '../../../src/workers/storage/engine/write-queue.ts';
import { migrate } from '../../../src/workers/storage/migrations/migrate.ts';
import { bookAndTell } from './axe-units.ts';

export type Write = {
  readonly key: string;
  /** Bytes of the WAL when it was asked for: nothing of it lies before. */
  readonly walStart: number;
  /** Bytes of the WAL when it was acknowledged: all of it lies before. */
  readonly walEnd: number;
};

export type RecordedRun = {
  readonly database: Buffer;
  readonly wal: Buffer;
  /** In the order of asking. */
  readonly writes: readonly Write[];
};

/** The engine as the worker has it, on a file. */
export async function openEngine(path: string) {
  const database = nodeDisk.open(path);
  const connection = createSqliteConnection(database);
  await migrate(connection, 0);
  const queue = new WriteQueue({
    connection,
    clock: systemClock,
    // Whatever is asked for at once is one commit, however slow the machine, so that a seed gives the same cuts.
    batchMs: 60_000,
    onOwed() {},
    onOutcome() {},
    onBug() {},
  });
  return {
    database,
    book: (key: string) => queue.write('bookAndTell', bookAndTell, { key }, { correlationId: '' }),
  };
}

/** Writes, one to four at a time, with nothing of them in the database file yet. */
export async function recordRun(folder: string, rounds: number): Promise<RecordedRun> {
  const path = join(folder, 'zapflow.db');
  const { database, book } = await openEngine(path);
  // What the migrations wrote goes into the file, so that every cut is one of writes.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 0');
  const walLength = () => statSync(`${path}-wal`).size;
  const writes: Write[] = [];
  for (let round = 0; round < rounds; round++) {
    const walStart = walLength();
    const asked = Array.from({ length: 1 + (round % 4) }, async (_, at): Promise<Write> => {
      const key = `${String(round).padStart(4, '0')}-${at}`;
      await book(key);
      return { key, walStart, walEnd: walLength() };
    });
    writes.push(...(await Promise.all(asked)));
  }
  const recorded = { database: readFileSync(path), wal: readFileSync(`${path}-wal`), writes };
  database.close();
  return recorded;
}
