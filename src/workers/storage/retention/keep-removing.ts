// Removes what is older than it is kept, hourly and a little at a time, so that no writer waits for it.
import type { Metrics } from '../../../core/board/metrics.ts';
import type { Clock } from '../../../core/clock.ts';
import { toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Random } from '../../../core/random.ts';
import type { WriteQueue } from '../engine/write-queue.ts';
import { policies } from './policies.ts';
import { removeOld } from './remove-old.ts';

const PERIOD_MS = 3600 * 1000;
/** Rows of one write. */
const MAX_ROWS = 1000;
/** Between two of them. */
const PAUSE_MS = 50;
const DAY_MS = 24 * 3600 * 1000;

export type RetentionOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly queue: Pick<WriteQueue, 'write'>;
  /** `<policy>Days`; 0 keeps for ever. */
  readonly days: Readonly<Record<string, number>>;
  /** Gives back the room that was freed; returns the bytes. */
  giveBack(isStopped: () => boolean): Promise<number>;
};

/** Returns what ends it. */
export function keepRemoving(options: RetentionOptions): () => void {
  const { clock, random, log } = options;
  const ending = new AbortController();
  const loop = async () => {
    for (;;) {
      // Not all programs of a machine at once, nor in the busy minutes of a start.
      await clock.sleep(PERIOD_MS * (0.5 + random.next()), ending.signal);
      await removeAll(options, ending.signal).catch((error: unknown) => {
        if (!ending.signal.aborted) log.warn('old rows could not be removed', { err: toAppError(error) });
      });
    }
  };
  // Rejects with the end of the sleep when it is told to stop.
  loop().catch(() => {});
  return () => ending.abort();
}

async function removeAll(options: RetentionOptions, signal: AbortSignal): Promise<void> {
  const { days, log, giveBack } = options;
  const removed: Record<string, number> = {};
  for (const { name } of policies) {
    const kept = days[`${name}Days`] ?? 0;
    if (kept > 0) removed[name] = await removeOf(options, name, kept, signal);
  }
  if (Object.values(removed).every((count) => count === 0)) return;
  const freedBytes = await giveBack(() => signal.aborted);
  log.info('old rows removed', { ...removed, freedBytes });
}

async function removeOf(
  { clock, metrics, queue }: RetentionOptions,
  policy: string,
  days: number,
  signal: AbortSignal,
): Promise<number> {
  const counter = metrics.counter('zapflow_storage_rows_removed', { policy });
  const beforeMs = clock.now() - days * DAY_MS;
  let sum = 0;
  for (;;) {
    const input = { policy, beforeMs, max: MAX_ROWS };
    const count = (await queue.write('removeOld', removeOld, input, { correlationId: '' })) as number;
    counter.add(count);
    sum += count;
    if (count < MAX_ROWS) return sum;
    await clock.sleep(PAUSE_MS, signal);
  }
}
