// Stops calling a peer that keeps failing, and lets exactly one call find out when it is back.
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

/** What one call says about its peer; `nothing` when it was cancelled or never got there. */
export type Outcome = 'alive' | 'failed' | 'nothing';

export interface Breaker {
  readonly state: BreakerState;
  /** Throws BREAKER_OPEN when a call made now would be refused; takes no place. */
  check(): void;
  /** Throws BREAKER_OPEN, or lets the call go; it reports its outcome once, by the returned function. */
  enter(): (outcome: Outcome) => void;
}

export type BreakerOptions = {
  readonly name: string;
  readonly clock: Clock;
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly openMs: number;
  /** The longest a probe can take: what callers refused beside it are told to wait. */
  readonly probeMs: number;
  readonly onState?: ((name: string, state: BreakerState) => void) | undefined;
};

export function createBreaker(options: BreakerOptions): Breaker {
  const { name, clock, openMs } = options;
  let state: BreakerState = 'closed';
  let failuresInRow = 0;
  let openUntilMs = 0;
  let probeUntilMs: number | undefined;
  // A call that began before the last change of state says nothing about the peer of now.
  let era = 0;

  const enterState = (next: BreakerState): void => {
    state = next;
    era += 1;
    failuresInRow = 0;
    probeUntilMs = undefined;
    if (next === 'open') openUntilMs = clock.monotonicMs() + openMs;
    options.onState?.(name, next);
  };

  const check = (): void => {
    if (state === 'closed') return;
    const readyMs = state === 'open' ? openUntilMs : probeUntilMs;
    if (readyMs === undefined) return;
    const retryAfterMs = readyMs - clock.monotonicMs();
    if (state === 'open' && retryAfterMs <= 0) return;
    throw new AppError('BREAKER_OPEN', `${name} failed too often; calls to it are refused for a while.`, {
      details: { name, state, retryAfterMs: Math.max(0, Math.ceil(retryAfterMs)) },
    });
  };

  const record = (outcome: Outcome): void => {
    if (state === 'half-open') {
      if (outcome === 'nothing') probeUntilMs = undefined;
      else enterState(outcome === 'alive' ? 'closed' : 'open');
    } else if (outcome === 'alive') {
      failuresInRow = 0;
    } else if (outcome === 'failed') {
      failuresInRow += 1;
      if (failuresInRow >= options.failures) enterState('open');
    }
  };

  return {
    get state() {
      return state;
    },
    check,
    enter() {
      check();
      if (state === 'open') enterState('half-open');
      if (state === 'half-open') probeUntilMs = clock.monotonicMs() + options.probeMs;
      const enteredEra = era;
      let isOver = false;
      return (outcome) => {
        if (isOver || era !== enteredEra) return;
        isOver = true;
        record(outcome);
      };
    },
  };
}
