// Why the database cannot be used at present, since when, and how much of it the log already says.
import type { Clock } from '../../../core/clock.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Failing } from '../health/write-health.ts';

export class Outage {
  readonly #clock: Clock;
  readonly #log: Log;
  #cause = new AppError('DATABASE_AWAY', 'It is being connected to for the first time.');
  #sinceMs: number;
  #isOver = false;
  #told = '';

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
    this.#sinceMs = clock.now();
  }

  get cause(): AppError {
    return this.#cause;
  }

  get failing(): Failing {
    return toFailing(this.#cause, this.#sinceMs);
  }

  /** It begins, or goes on for another reason. */
  note(error: AppError): void {
    if (this.#isOver) this.#sinceMs = this.#clock.now();
    this.#isOver = false;
    // An unknown outcome is what its callers have; the outage is the reason for it.
    this.#cause = error.code === 'WRITE_UNKNOWN' ? toAppError(error.cause) : error;
  }

  /** The first time for each reason. */
  tell(words: string, error: AppError): void {
    if (this.#told !== error.code) this.#log.error(words, { err: error });
    this.#told = error.code;
  }

  end(): void {
    if (!this.#isOver && this.#told !== '')
      this.#log.info('PostgreSQL can be used again, and what was journaled is there', {
        forMs: this.#clock.now() - this.#sinceMs,
      });
    this.#isOver = true;
    this.#told = '';
  }

  refusal(of: 'write' | 'read'): AppError {
    const { code, reason, sinceMs } = this.failing;
    const what = of === 'write' ? 'this write is refused' : 'nothing can be read';
    return new AppError('DATABASE_AWAY', `PostgreSQL cannot be used at present, so ${what}.`, {
      details: { reason, code, sinceMs },
    });
  }
}

export function toFailing({ code, message, details }: AppError, sinceMs: number): Failing {
  const reason = typeof details['reason'] === 'string' ? details['reason'] : message;
  return { code, reason, sinceMs };
}
