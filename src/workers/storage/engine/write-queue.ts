// The one queue of writes: whatever came in while the last batch was committed goes into the next one.
import type { Clock } from '../../../core/clock.ts';
import { type AppError, toAppError } from '../../../core/errors.ts';
import { Queue } from '../../../core/queue.ts';
import type { UnitDefinition } from '../unit.ts';
import { type Job, runBatch } from './batch.ts';
import type { WriteConnection } from './sql-connection.ts';
import { UnitTx } from './unit-tx.ts';

/** Writes in one transaction at most; more would make those in it wait for each other. */
const MAX_BATCH = 512;
/** A transaction takes no further write after this long: questions and urgent calls wait for its end. */
const BATCH_MS = 0.5;

export type WriteOptions = { readonly correlationId: string; readonly acceptedMs?: number };

export type WriteQueueOptions = {
  readonly connection: WriteConnection;
  readonly clock: Clock;
  /** Something new is owed on these topics, and committed. */
  onOwed(topics: Iterable<string>): void;
  /** After every batch: undefined when it was committed. */
  onOutcome(failure: AppError | undefined): void;
};

type Waiting = Job & { resolve(output: unknown): void; reject(error: AppError): void };

export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #waiting = new Queue<Waiting>();
  readonly #tx: UnitTx;
  /** Those of the batch under way, and those that it had no time for. */
  readonly #next: Waiting[] = [];
  #isBusy = false;
  #onIdle: (() => void) | undefined;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
    this.#tx = new UnitTx(options.connection);
  }

  /** Writes that are not committed yet. */
  get depth(): number {
    return this.#waiting.length + this.#next.length;
  }

  /** Resolves with what the unit answers, after the commit. */
  write(name: string, unit: UnitDefinition, input: unknown, options: WriteOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { correlationId, acceptedMs = this.#options.clock.now() } = options;
      this.#waiting.push({
        name,
        unit,
        input,
        correlationId,
        acceptedMs,
        outcome: undefined,
        resolve,
        reject,
      });
      this.#wake();
    });
  }

  /** Resolves when everything that was written so far has its outcome. */
  idle(): Promise<void> {
    if (this.depth === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }

  /** At the end of the turn, so that all that the turn brings shares one commit. */
  #wake(): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#options.clock.endOfTurn(() => void this.#work());
  }

  async #work(): Promise<void> {
    await this.#commitNext();
    this.#isBusy = false;
    // The loop has its turn between two batches: questions and heartbeats must not wait for the end of the writes.
    if (this.depth > 0) {
      this.#isBusy = true;
      this.#options.clock.nextTurn(() => void this.#work());
    } else this.#onIdle?.();
  }

  async #commitNext(): Promise<void> {
    const { connection, clock, onOwed, onOutcome } = this.#options;
    const jobs = this.#next;
    while (jobs.length < MAX_BATCH && this.#waiting.length > 0) jobs.push(this.#waiting.shift() as Waiting);
    const endMs = clock.monotonicMs() + BATCH_MS;
    try {
      const taken = await runBatch(connection, this.#tx, jobs, () => clock.monotonicMs() >= endMs);
      for (const job of jobs.splice(0, taken)) settle(job);
      if (this.#tx.topics.size > 0) onOwed(this.#tx.topics);
      onOutcome(undefined);
    } catch (thrown) {
      const error = toAppError(thrown);
      for (const job of jobs.splice(0)) job.reject(error);
      onOutcome(error);
    }
  }
}

function settle({ outcome, resolve, reject }: Waiting): void {
  if (outcome && 'output' in outcome) resolve(outcome.output);
  else reject(outcome?.error ?? toAppError(new Error('A write has no outcome.')));
}
