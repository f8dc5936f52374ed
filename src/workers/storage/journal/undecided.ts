// Writes whose commit was not answered, until the database tells what became of it or their callers can wait no longer.
import type { Clock, Timer } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Job } from '../engine/batch.ts';

/** Where a caller names no deadline. */
const WAIT_MS = 5000;
/** For the answer to reach its caller before the deadline does. */
const MARGIN_MS = 100;

type Waiting = {
  readonly batch: number;
  /** What it answers if it was done. */
  readonly output: unknown;
  readonly timer: Timer;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: AppError) => void;
};

export class Undecided {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Gives the job, done in the transaction `batch`, an outcome that comes later. */
  hold(job: Job, batch: number, unknown: AppError): void {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const output = job.outcome && 'output' in job.outcome ? job.outcome.output : undefined;
    const deadlineMs = job.deadlineMs ?? this.#clock.monotonicMs() + WAIT_MS;
    const timer = this.#clock.after(Math.max(0, deadlineMs - this.#clock.monotonicMs() - MARGIN_MS), () =>
      this.#end(waiting, () => reject(unknown)),
    );
    const waiting: Waiting = { batch, output, timer, resolve, reject };
    this.#waiting.add(waiting);
    job.outcome = { later: promise };
  }

  /** Everything up to the transaction `committed` was done, everything after it was not. */
  decide(committed: number): void {
    for (const waiting of [...this.#waiting]) {
      const { batch, output, resolve, reject } = waiting;
      this.#end(waiting, () => {
        if (batch > committed) reject(new AppError('DATABASE_AWAY'));
        else resolve(output);
      });
    }
  }

  /** Nobody will learn it here any more. */
  giveUp(): void {
    for (const waiting of [...this.#waiting])
      this.#end(waiting, () => waiting.reject(new AppError('WRITE_UNKNOWN')));
  }

  #end(waiting: Waiting, tell: () => void): void {
    waiting.timer.cancel();
    this.#waiting.delete(waiting);
    tell();
  }
}
