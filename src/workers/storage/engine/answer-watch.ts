// Sees a server that neither answers nor lets go: an answer that is long in coming is an outage before it is an error.
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Failing } from '../health/write-health.ts';
import { toFailing } from './outage.ts';

/** Without an answer for so long, it is said to be away; the session is given up much later. */
const SILENT_MS = 1000;

export class AnswerWatch {
  readonly #clock: Clock;
  #askedMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isWaiting(): boolean {
    return this.#askedMs !== undefined;
  }

  async over<T>(answer: Promise<T>): Promise<T> {
    const askedMs = this.#clock.monotonicMs();
    this.#askedMs = askedMs;
    try {
      return await answer;
    } finally {
      if (this.#askedMs === askedMs) this.#askedMs = undefined;
    }
  }

  get silence(): Failing | null {
    if (this.#askedMs === undefined) return null;
    const forMs = Math.round(this.#clock.monotonicMs() - this.#askedMs);
    if (forMs < SILENT_MS) return null;
    return toFailing(new AppError('DATABASE_AWAY', `No answer for ${forMs} ms.`), this.#clock.now() - forMs);
  }
}
