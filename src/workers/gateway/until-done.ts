// Work of the start that nobody waits for, because what it needs may be away.
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log/log.ts';
import { toBackoffMs } from '../../core/outside/backoff.ts';
import type { Random } from '../../core/random.ts';

const AGAIN = { baseMs: 250, maxMs: 30_000 };

export type UntilDoneOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Logged at the first failure, as `webhooks cannot be read at present`. */
  readonly says: string;
};

/** Tries until it succeeds or `signal` aborts, with growing pauses. Never rejects. */
export async function untilDone(task: () => Promise<void>, options: UntilDoneOptions): Promise<void> {
  const { clock, random, log, signal, says } = options;
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await task();
    } catch (error) {
      if (failures === 1 && !signal.aborted) log.warn(says, { err: error });
    }
    await clock.sleep(toBackoffMs(failures, AGAIN, random), signal).catch(() => {});
  }
}
