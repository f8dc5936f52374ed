// Tries for ever to have a living session, with growing pauses between the attempts.
import type { Clock } from '../../../core/clock.ts';
import { toAppError } from '../../../core/errors.ts';
import { toBackoffMs } from '../../../core/outside/backoff.ts';
import type { Random } from '../../../core/random.ts';

const BACKOFF = { baseMs: 200, maxMs: 10_000 };
/** A life at least this long ends a row of failures. */
const STEADY_MS = 10_000;

export type ReconnectingOptions = {
  readonly clock: Clock;
  readonly random: Random;
  /** One life of a session, from connecting to its loss; always ends with an error. */
  live(): Promise<never>;
  /** False ends it all. */
  onEnd(error: Error): boolean | Promise<boolean>;
};

export async function keepReconnecting(
  { clock, random, live, onEnd }: ReconnectingOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const beganMs = clock.monotonicMs();
    const error = await live().catch(toAppError);
    if (!(await onEnd(error))) return;
    failures = clock.monotonicMs() - beganMs >= STEADY_MS ? 1 : failures + 1;
    await clock.sleep(toBackoffMs(failures, BACKOFF, random), signal).catch(() => {});
  }
}
