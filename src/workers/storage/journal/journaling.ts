// What becomes of writes while PostgreSQL cannot take them: kept in the journal, refused, or held until their outcome is known.
import type { Clock } from '../../../core/clock.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Job } from '../engine/batch.ts';
import { createWriteHealth, type WriteHealth } from '../health/write-health.ts';
import type { Journal } from './journal.ts';
import { Undecided } from './undecided.ts';

/** The journal shares the disk with all else. It takes no more beyond this, so one batch may exceed it. */
const MAX_BYTES = 256 * 2 ** 20;

export type JournalingOptions = {
  readonly journal: Journal;
  readonly maxJournaled: number;
  readonly maxBytes?: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Why a write is refused at present. */
  refusal(): AppError;
};

export class Journaling {
  readonly #options: JournalingOptions;
  readonly undecided: Undecided;
  /** Whether the journal takes writes. */
  readonly health: WriteHealth;

  constructor(options: JournalingOptions) {
    this.#options = options;
    this.undecided = new Undecided(options.clock);
    this.health = createWriteHealth(options.clock, options.log, 'writing to the journal');
  }

  /** Gives each job its outcome without the database. Returns what keeps the journal from being written. */
  keep(jobs: readonly Job[]): AppError | undefined {
    const refusal = this.#options.refusal();
    for (const job of jobs) if (job.unit.whenAway !== 'journal') job.outcome = { error: refusal };
    return this.#append(
      jobs.filter(({ unit }) => unit.whenAway === 'journal'),
      null,
      (job) => {
        job.outcome = { error: new AppError('JOURNAL_FULL') };
      },
    );
  }

  /** The same for jobs that were in the transaction `batch`, which may have been committed: `unknown` says why. */
  keepUndecided(jobs: readonly Job[], batch: number, unknown: AppError): AppError | undefined {
    // What was refused had changed nothing, and need not wait.
    const done = jobs.filter(({ outcome }) => outcome && 'output' in outcome);
    const hold = (job: Job) => this.undecided.hold(job, batch, unknown);
    done.filter(({ unit }) => unit.whenAway !== 'journal').forEach(hold);
    return this.#append(
      done.filter(({ unit }) => unit.whenAway === 'journal'),
      batch,
      hold,
    );
  }

  #append(jobs: readonly Job[], batch: number | null, onRest: (job: Job) => void): AppError | undefined {
    if (jobs.length === 0) return undefined;
    let kept = jobs;
    let failure: AppError | undefined;
    try {
      kept = jobs.slice(0, this.#room());
      this.#options.journal.append(kept, batch);
      for (const job of kept) job.outcome = { output: undefined };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (batch !== null) kept.forEach(onRest);
      else for (const job of kept) job.outcome = { error };
      failure = error;
    }
    const rest = jobs.slice(kept.length);
    rest.forEach(onRest);
    this.health.note(failure ?? (rest.length > 0 ? new AppError('JOURNAL_FULL') : undefined));
    return failure;
  }

  /** How many more entries may join. */
  #room(): number {
    const { journal, maxJournaled, maxBytes = MAX_BYTES } = this.#options;
    return journal.bytes < maxBytes ? Math.max(0, maxJournaled - journal.count) : 0;
  }
}
