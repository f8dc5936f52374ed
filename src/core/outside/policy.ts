// How one peer outside is called: bounded, in time, repeated when safe, and left alone while it is down.
import type { Clock } from '../clock.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Random } from '../random.ts';
import { type Backoff, toBackoffMs } from './backoff.ts';
import { type BreakerState, createBreaker, type Outcome } from './breaker.ts';
import { type BulkheadLimits, createBulkhead } from './bulkhead.ts';
import { createExpiry, untilAborted } from './expiry.ts';

export type PolicyOptions = {
  /** The peer, as it stands in errors and metrics. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  /** For one attempt, from the moment it has its place. */
  readonly timeoutMs: number;
  /** `attempts` counts the first one too. */
  readonly retry: Backoff & { readonly attempts: number };
  readonly breaker?: { readonly failures?: number; readonly openMs?: number };
  readonly bulkhead: BulkheadLimits;
  readonly onState?: (name: string, state: BreakerState) => void;
};

export type RunOptions = {
  /** Only an idempotent operation is repeated. Default false. */
  readonly idempotent?: boolean | undefined;
  readonly urgent?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** On the monotonic clock; nothing, not even a wait, goes on beyond it. */
  readonly deadlineMs?: number | undefined;
  readonly timeoutMs?: number | undefined;
  /** Awaited before each attempt, outside its timeout: where a rate limit makes it wait. */
  readonly admit?: ((signal: AbortSignal) => Promise<void>) | undefined;
};

export type Operation<T> = (context: {
  readonly signal: AbortSignal;
  readonly attempt: number;
}) => Promise<T>;

export interface Policy {
  readonly name: string;
  readonly state: BreakerState;
  /**
   * Rejects with what the operation rejected with, or BREAKER_OPEN, QUEUE_FULL, CALL_CANCELLED, OUTSIDE_TIMEOUT; with
   * OUTSIDE_UNANSWERED when an operation that is not idempotent had begun and was cut off.
   */
  run<T>(operation: Operation<T>, options?: RunOptions): Promise<T>;
}

export function createPolicy(options: PolicyOptions): Policy {
  const { name, clock, random, retry, timeoutMs } = options;
  const bulkhead = createBulkhead(name, options.bulkhead);
  const breaker = createBreaker({
    name,
    clock,
    failures: options.breaker?.failures ?? 5,
    openMs: options.breaker?.openMs ?? 60_000,
    probeMs: timeoutMs,
    onState: options.onState,
  });

  const attemptOnce = async <T>(
    operation: Operation<T>,
    attempt: number,
    run: RunOptions,
    call: AbortSignal,
  ): Promise<T> => {
    breaker.check();
    const leave = await bulkhead.enter(call, run.urgent ?? false);
    try {
      if (run.admit) await untilAborted(call, () => run.admit!(call));
      const report = breaker.enter();
      const expiry = createExpiry(name, clock, call, run.timeoutMs ?? timeoutMs);
      try {
        const result = await untilAborted(expiry.signal, () => operation({ signal: expiry.signal, attempt }));
        report('alive');
        return result;
      } catch (thrown) {
        const error = toAppError(thrown);
        report(toOutcome(error));
        const wasCutOff = expiry.signal.aborted && thrown === expiry.signal.reason;
        if (!wasCutOff || run.idempotent) throw error;
        throw new AppError('OUTSIDE_UNANSWERED', `${name}: cut off after it was sent.`, {
          details: { name },
          cause: error,
        });
      } finally {
        expiry.dispose();
      }
    } finally {
      leave();
    }
  };

  return {
    name,
    get state() {
      return breaker.state;
    },
    async run(operation, run = {}) {
      const leftMs = () => (run.deadlineMs === undefined ? undefined : run.deadlineMs - clock.monotonicMs());
      const call = createExpiry(name, clock, run.signal, leftMs());
      try {
        for (let attempt = 1; ; attempt++) {
          try {
            return await attemptOnce(operation, attempt, run, call.signal);
          } catch (thrown) {
            const error = toAppError(thrown);
            if (!run.idempotent || !isWorthRepeating(error) || attempt >= retry.attempts) throw error;
            const delayMs = Math.max(toBackoffMs(attempt, retry, random), toRetryAfterMs(error) ?? 0);
            if (call.signal.aborted || delayMs > Math.min(retry.maxMs, leftMs() ?? Infinity)) throw error;
            await clock.sleep(delayMs, call.signal);
          }
        }
      } finally {
        call.dispose();
      }
    },
  };
}

/** A breaker or a queue that refused was asked to save load: asking again would undo it. */
function isWorthRepeating(error: AppError): boolean {
  return error.kind === 'transient' && error.code !== 'BREAKER_OPEN' && error.code !== 'QUEUE_FULL';
}

/** A peer that answers, even with a refusal or with when to come back, is alive. */
function toOutcome(error: AppError): Outcome {
  if (error.code === 'CALL_CANCELLED' || error.kind === 'bug') return 'nothing';
  const isFailure = error.kind === 'transient' || error.kind === 'unknown-outcome';
  return isFailure && toRetryAfterMs(error) === undefined ? 'failed' : 'alive';
}

function toRetryAfterMs(error: AppError): number | undefined {
  const { retryAfterMs } = error.details;
  return typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
}
