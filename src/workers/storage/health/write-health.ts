// Whether what lasts can be written at present, and since when not.
import type { Clock } from '../../../core/clock.ts';
import type { ErrorCode } from '../../../core/error-table.ts';
import type { AppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';

export type Failing = { readonly code: ErrorCode; readonly reason: string; readonly sinceMs: number };

export type WriteHealth = {
  readonly failing: Failing | null;
  /** When it was last seen whether writing works, on the monotonic clock. */
  readonly notedMs: number;
  /** Takes what came of a commit. */
  note(failure: AppError | undefined): void;
};

/** `what` begins the lines of the log. */
export function createWriteHealth(clock: Clock, log: Log, what = 'writing'): WriteHealth {
  let failing: Failing | null = null;
  let notedMs = clock.monotonicMs();
  return {
    get notedMs() {
      return notedMs;
    },
    get failing() {
      return failing;
    },
    note(failure) {
      notedMs = clock.monotonicMs();
      if (!failure) {
        if (failing) log.info(`${what} goes on`, { forMs: clock.now() - failing.sinceMs });
        failing = null;
        return;
      }
      if (failing?.code === failure.code) return;
      failing = { code: failure.code, reason: failure.message, sinceMs: clock.now() };
      log.error(`${what} fails`, { err: failure });
    },
  };
}
