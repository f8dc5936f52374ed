// Brings what was committed from the log into the file beside the writes. SQLite would do it in a commit, and everybody
// would wait for it; https://www.sqlite.org/wal.html#checkpointing
import type { Clock } from '../../../core/clock.ts';
import type { Database } from '../../../core/disk/disk.ts';
import { toAppError } from '../../../core/errors.ts';
import type { EndIfHopeless } from './hopeless.ts';

const PERIOD_MS = 400;
/** 64 MB with the usual pages: a log that never was empty for a moment goes on growing, so the writer waits for the rest. */
const MAX_LOG_PAGES = 16_384;

export type CheckpointOptions = {
  readonly clock: Clock;
  /** The writer's. */
  readonly database: Database;
  /** On a thread of its own; returns how long the log is. */
  checkpoint(): Promise<number>;
  readonly endIfHopeless: EndIfHopeless;
};

export type Checkpoints = {
  /** Something was committed. */
  note(): void;
  end(): void;
};

export function keepCheckpointing({
  clock,
  database,
  checkpoint,
  endIfHopeless,
}: CheckpointOptions): Checkpoints {
  let isDue = false;
  let isRunning = false;
  database.exec('pragma wal_autocheckpoint = 0');
  const run = async () => {
    isDue = false;
    try {
      const pages = await checkpoint();
      // Little is left by now, and the next write begins the log anew.
      if (pages > MAX_LOG_PAGES && !database.isInTransaction) checkpointHere(database);
    } catch (error) {
      // A full or a locked disk meets the writes too, and health tells of it; the next turn tries again.
      isDue = true;
      endIfHopeless(toAppError(error));
    }
  };
  const timer = clock.every(PERIOD_MS, () => {
    if (!isDue || isRunning) return;
    isRunning = true;
    void run().finally(() => {
      isRunning = false;
    });
  });
  return {
    note() {
      isDue = true;
    },
    end: () => timer.cancel(),
  };
}

/** Waits for nobody; returns the pages of the log. */
export function checkpointHere(database: Database): number {
  const [row] = database.prepare('pragma wal_checkpoint(passive)').all([]);
  return Number(row?.['log'] ?? 0);
}
