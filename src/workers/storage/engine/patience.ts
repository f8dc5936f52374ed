// What is waited for when a session of PostgreSQL ends or does not come about, and for how long.
import type { Clock } from '../../../core/clock.ts';
import type { AppError } from '../../../core/errors.ts';

/** What nobody can wait out, even when it was right before. */
const fatal = new Set([
  'SCHEMA_NEWER',
  'DATABASE_TOO_OLD',
  'DATABASE_CORRUPT',
  'INSTANCE_KEY_WRONG',
  'JOURNAL_CORRUPT',
  'JOURNAL_OF_ANOTHER',
  'JOURNAL_UNTRUSTED',
]);
/** A server notices after 25 s that a predecessor is dead: every session of ours asks that of it. */
const PREDECESSOR_MS = 40_000;

export class Patience {
  readonly #clock: Clock;
  /** Since when somebody else holds the database, on the monotonic clock. */
  #inUseSinceMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `wasOpen` tells whether the database has been usable before, so that the configuration is right. */
  isOver(error: AppError, wasOpen: boolean): boolean {
    if (error.code === 'DATABASE_IN_USE') {
      const nowMs = this.#clock.monotonicMs();
      this.#inUseSinceMs ??= nowMs;
      return nowMs - this.#inUseSinceMs >= PREDECESSOR_MS;
    }
    this.#inUseSinceMs = undefined;
    if (fatal.has(error.code)) return true;
    return !wasOpen && error.kind !== 'transient' && error.kind !== 'unknown-outcome';
  }
}
