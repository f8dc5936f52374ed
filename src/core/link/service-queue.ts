// The calls of one service from all its clients: at most so many run at once, urgent ones first, errors contained.
import type { Clock } from '../clock.ts';
import { AppError, toAppError } from '../errors.ts';
import { Queue } from '../queue.ts';
import { enterScope } from '../scope.ts';
import type { CompiledCall } from './compiled.ts';
import type { Envelope } from './envelope.ts';
import type { LinkMeters } from './meters.ts';

export type Job = {
  readonly call: CompiledCall;
  readonly input: unknown;
  readonly request: Envelope;
  /** The service is stopping: it was not begun, and never will be here. */
  onRefused(): void;
  onStart(): void;
  onResult(output: unknown): void;
  onError(error: unknown): void;
};

export type Handler = (input: unknown, request: Envelope) => unknown;

/** Places beyond the limit that only urgent calls may take: a stop is prompt however busy the service is. */
const URGENT_RESERVE = 8;

export class ServiceQueue {
  readonly #handlers: Readonly<Record<string, Handler>>;
  readonly #maxConcurrent: number;
  readonly #clock: Clock;
  readonly #meters: LinkMeters;
  readonly #waiting = new Queue<Job>();
  readonly #urgent = new Queue<Job>();
  #running = 0;
  #accepting = true;
  /** Handlers that finish at once must not start each other on one ever deeper stack. */
  #starting = false;
  #onIdle: (() => void) | undefined;

  constructor(options: {
    handlers: Readonly<Record<string, Handler>>;
    maxConcurrent: number;
    clock: Clock;
    meters: LinkMeters;
  }) {
    this.#handlers = options.handlers;
    this.#maxConcurrent = options.maxConcurrent;
    this.#clock = options.clock;
    this.#meters = options.meters;
  }

  get depth(): number {
    return this.#waiting.length + this.#urgent.length;
  }

  get running(): number {
    return this.#running;
  }

  /** Runs the call now, or when a place is free. What waits is bounded by the credits of the links. */
  submit(job: Job): void {
    if (!this.#accepting) {
      job.onRefused();
    } else if (job.request.priority > 0) {
      if (this.#running < this.#maxConcurrent + URGENT_RESERVE) this.#start(job);
      else this.#urgent.push(job);
    } else if (this.#running < this.#maxConcurrent) {
      this.#start(job);
    } else {
      this.#waiting.push(job);
    }
  }

  /** Takes no new calls; resolves when those it has are done. */
  drain(): Promise<void> {
    this.#accepting = false;
    if (this.#running === 0 && this.depth === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }

  #start(job: Job): void {
    const startedMs = this.#clock.monotonicMs();
    this.#running++;
    job.onStart();
    // What its caller has given up on is not begun: a late order is worse than none.
    const stale = staleness(job, startedMs);
    if (stale) {
      job.onError(stale);
      return this.#finish();
    }
    const handler = this.#handlers[job.call.name] as Handler;
    let outcome: unknown;
    try {
      enterScope(job.request);
      outcome = handler(job.input, job.request);
    } catch (error) {
      return this.#failed(job, error, startedMs);
    }
    if (outcome instanceof Promise)
      outcome.then(
        (output) => this.#done(job, output, startedMs),
        (error) => this.#failed(job, error, startedMs),
      );
    else this.#done(job, outcome, startedMs);
  }

  #done(job: Job, output: unknown, startedMs: number): void {
    this.#meters.handled(this.#clock.monotonicMs() - startedMs, 1);
    job.onResult(output);
    this.#finish();
  }

  #failed(job: Job, thrown: unknown, startedMs: number): void {
    const error = toAppError(thrown);
    this.#meters.handled(this.#clock.monotonicMs() - startedMs, 1);
    this.#meters.failed(error.kind === 'bug', error, job.call.name);
    job.onError(error);
    this.#finish();
  }

  #next(): Job | undefined {
    if (this.#urgent.length > 0)
      return this.#running < this.#maxConcurrent + URGENT_RESERVE ? this.#urgent.shift() : undefined;
    return this.#running < this.#maxConcurrent ? this.#waiting.shift() : undefined;
  }

  #finish(): void {
    this.#running--;
    if (this.#starting) return;
    this.#starting = true;
    for (let next = this.#next(); next; next = this.#next()) this.#start(next);
    this.#starting = false;
    if (this.#running === 0 && this.depth === 0) this.#onIdle?.();
  }
}

function staleness(job: Job, nowMs: number): AppError | undefined {
  if (job.request.isCancelled) return new AppError('CALL_CANCELLED');
  if (job.request.deadlineMs !== undefined && job.request.deadlineMs <= nowMs)
    return new AppError('CALL_EXPIRED');
  return undefined;
}
