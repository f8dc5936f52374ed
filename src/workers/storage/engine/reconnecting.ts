// Tries for ever to have a living session, with full jitter between the attempts, so that many clients do not come back
// together (Brooker 2015).
import type { Clock } from '../../../core/clock.ts';
import { toAppError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';

const BASE_MS = 200;
const MAX_MS = 10_000;
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
    const ceilingMs = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(failures - 1, 20));
    await clock.sleep(random.next() * ceilingMs, signal).catch(() => {});
  }
}
