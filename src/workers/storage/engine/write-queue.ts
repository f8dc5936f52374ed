// The one queue of writes: whatever came in while the last batch was committed goes into the next one.
import type { Clock } from '../../../core/clock.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import { Queue } from '../../../core/queue.ts';
import type { UnitDefinition } from '../unit.ts';
import { type Job, type Progress, runBatch } from './batch.ts';
import type { BatchEnd, Route, Routed } from './engine.ts';
import type { WriteConnection } from './sql-connection.ts';
import { UnitRunner } from './unit-runner.ts';

/** Writes in one transaction at most; more would make those in it wait for each other. */
const MAX_BATCH = 512;
/** A transaction takes no further write after this long: questions and urgent calls wait for its end. */
const BATCH_MS = 0.5;

export type WriteOptions = {
  readonly correlationId: string;
  readonly acceptedMs?: number;
  /** Until when the caller waits, on the monotonic clock. */
  readonly deadlineMs?: number | undefined;
  /** Whether the caller has given up by now. */
  readonly isCancelled?: boolean;
};

export type WriteQueueOptions = {
  readonly connection: WriteConnection;
  readonly clock: Clock;
  readonly batchMs?: number | undefined;
  /** Where a batch goes when the database can be away; straight there unless told. */
  readonly route?: Route | undefined;
  /** Something new is owed on these topics, and committed. */
  onOwed(topics: Iterable<string>): void;
  /** After every batch, with what kept it from its end. */
  onOutcome(failure: AppError | undefined, batch: BatchFigures): void;
  /** One of the two above threw; writes have their outcomes all the same. */
  onBug(error: AppError): void;
};

export type BatchFigures = {
  readonly end: BatchEnd;
  readonly writes: number;
  /** Of the writes, those that were refused or failed by themselves. */
  readonly failed: number;
  readonly durationMs: number;
};

type Waiting = Job & {
  readonly request: WriteOptions;
  resolve(output: unknown): void;
  reject(error: AppError): void;
};

export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #waiting = new Queue<Waiting>();
  readonly #runner: UnitRunner;
  /** Those of the batch under way, and those that it had no time for. */
  readonly #next: Waiting[] = [];
  #isBusy = false;
  #end: AppError | undefined;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
    this.#runner = new UnitRunner(options.connection, options.clock);
  }

  /** Writes that are not committed yet. */
  get depth(): number {
    return this.#waiting.length + this.#next.length;
  }

  /** Resolves with what the unit answers, after the commit. */
  write(name: string, unit: UnitDefinition, input: unknown, request: WriteOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { correlationId, acceptedMs = this.#options.clock.now(), deadlineMs } = request;
      this.#waiting.push({
        name,
        unit,
        input,
        correlationId,
        acceptedMs,
        deadlineMs,
        outcome: undefined,
        request,
        resolve,
        reject,
      });
      this.#wake();
    });
  }

  /** Resolves when everything that was written so far has its outcome. */
  idle(): Promise<void> {
    if (this.depth === 0) return Promise.resolve();
    this.#idle ??= Promise.withResolvers();
    return this.#idle.promise;
  }

  /** From now on everything is refused with this error, what waits too. */
  end(error: AppError): void {
    this.#end = error;
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
    } else {
      this.#idle?.resolve();
      this.#idle = undefined;
    }
  }

  /** What its caller has given up on is not begun: a late order is worse than none. */
  #fill(jobs: Waiting[], nowMs: number): void {
    const candidates = jobs.splice(0);
    while (candidates.length < MAX_BATCH && this.#waiting.length > 0)
      candidates.push(this.#waiting.shift() as Waiting);
    for (const job of candidates) {
      const stale = this.#end ?? staleness(job.request, nowMs);
      if (stale) job.reject(stale);
      else jobs.push(job);
    }
  }

  async #commitNext(): Promise<void> {
    const { connection, clock, batchMs = BATCH_MS, route, onOwed, onOutcome } = this.#options;
    const jobs = this.#next;
    const startedMs = clock.monotonicMs();
    this.#fill(jobs, startedMs);
    if (jobs.length === 0) return;
    const endMs = startedMs + batchMs;
    const progress: Progress = { taken: 0 };
    const commit = () =>
      runBatch(connection, this.#runner, jobs, () => clock.monotonicMs() >= endMs, progress);
    const durationMs = () => clock.monotonicMs() - startedMs;
    let failure: AppError | undefined;
    let figures: BatchFigures;
    try {
      const { taken, end } = await (route ? route(jobs, commit) : committed(commit));
      const done = jobs.splice(0, taken);
      for (const job of done) settle(job);
      const failed = done.filter(({ outcome }) => !outcome || 'error' in outcome).length;
      figures = { end, writes: taken, failed, durationMs: durationMs() };
    } catch (thrown) {
      const error = toAppError(thrown);
      failure = error;
      // Those behind them were not begun, so the next batch is theirs; unless not even a transaction could be begun.
      const lost = jobs.splice(0, progress.taken || jobs.length);
      for (const job of lost) job.reject(error);
      figures = { end: 'refused', writes: lost.length, failed: lost.length, durationMs: durationMs() };
    }
    if (figures.end === 'committed' && this.#runner.topics.size > 0)
      this.#tell(() => onOwed(this.#runner.topics));
    this.#tell(() => onOutcome(failure, figures));
  }

  #tell(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#options.onBug(toAppError(error));
    }
  }
}

async function committed(commit: () => Promise<number>): Promise<Routed> {
  return { taken: await commit(), end: 'committed' };
}

function settle({ outcome, resolve, reject }: Waiting): void {
  if (outcome && 'output' in outcome) resolve(outcome.output);
  else if (outcome && 'later' in outcome) outcome.later.then(resolve, reject);
  else reject(outcome?.error ?? toAppError(new Error('A write has no outcome.')));
}

function staleness({ isCancelled, deadlineMs }: WriteOptions, nowMs: number): AppError | undefined {
  if (isCancelled) return new AppError('CALL_CANCELLED');
  if (deadlineMs !== undefined && deadlineMs <= nowMs) return new AppError('CALL_EXPIRED');
  return undefined;
}
