// Gives room that deletes left in the SQLite file back to the system, in steps that take their turn among the writes.
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import type { SqlResult, WriteConnection } from '../engine/sql-connection.ts';
import type { WriteQueue } from '../engine/write-queue.ts';
import type { Tables } from '../tables.ts';
import { defineUnit } from '../unit.ts';

/** About half a millisecond of work. */
const PAGES_A_STEP = 64;
/** Between two steps, for those who have no queue but a disk to share. */
const PAUSE_MS = 5;

export type FileRoom = {
  readonly connection: WriteConnection;
  readonly queue: Pick<WriteQueue, 'depth' | 'write'>;
  readonly clock: Clock;
};

const giveBackPages = defineUnit({
  input: z.undefined(),
  idempotent: true,
  lasts: false,
  whenAway: 'refuse',
  async run({ db }) {
    // One page a statement: the driver ends a statement without columns after its first row, and that is one page.
    const page = sql`pragma incremental_vacuum(1)`;
    for (let done = 0; done < PAGES_A_STEP; done++) await page.execute(db as unknown as Kysely<Tables>);
  },
});

/** Goes on until the file has no gaps, or `isStopped`; then empties the log. Returns the bytes given back. */
export async function giveBack(
  { connection, queue, clock }: FileRoom,
  isStopped: () => boolean,
): Promise<number> {
  const pageBytes = askNumber(connection, 'page_size');
  const before = askNumber(connection, 'page_count');
  for (let free = askNumber(connection, 'freelist_count'); free > 0 && !isStopped(); ) {
    await queue.write('giveBackPages', giveBackPages, undefined, { correlationId: '' });
    const left = askNumber(connection, 'freelist_count');
    // A file that was made without the ability keeps its gaps until it is rewritten.
    if (left >= free) break;
    free = left;
    await clock.sleep(PAUSE_MS);
  }
  if (!isStopped() && queue.depth === 0) emptyLog(connection);
  return (before - askNumber(connection, 'page_count')) * pageBytes;
}

/** Only while nothing is queued, so that no transaction is open; and without a wait for a reader in the way, such as a backup. */
function emptyLog(connection: WriteConnection): void {
  const waitMs = askNumber(connection, 'busy_timeout', 'timeout');
  void connection.query('pragma busy_timeout = 0', []);
  void connection.query('pragma wal_checkpoint(truncate)', []);
  void connection.query(`pragma busy_timeout = ${waitMs}`, []);
}

/** SQLite answers at once. */
function askNumber(connection: WriteConnection, pragma: string, column = pragma): number {
  const { rows } = connection.query(`pragma ${pragma}`, []) as SqlResult;
  return Number(rows[0]?.[column] ?? 0);
}
