import { type HealthStatus, type Parts, toOverallHealth } from '../../../core/health.ts';
import type { BreakerStanding } from './breakers.ts';

export type WorkerState = { readonly service: string; readonly state: string; readonly restarts: number };

export type Health = {
  readonly status: HealthStatus;
  readonly mode: string;
  readonly uptimeMs: number;
  readonly workers: Readonly<Record<string, string>>;
  readonly breakers: BreakerStanding[];
  readonly [part: string]: unknown;
};

/** The answer of `/api/health`: the whole, the state and health of every worker, and every breaker. */
export function toHealth(facts: {
  readonly mode: string;
  readonly uptimeMs: number;
  /** Undefined when the supervisor does not answer. */
  readonly states: readonly WorkerState[] | undefined;
  readonly parts: Parts;
  readonly breakers: readonly BreakerStanding[];
}): Health {
  const { mode, states = [] } = facts;
  const { status, parts } = toOverallHealth(facts.states, facts.parts);
  return {
    status,
    mode,
    uptimeMs: Math.round(facts.uptimeMs),
    workers: Object.fromEntries(states.map(({ service, state }) => [service, state])),
    breakers: [...facts.breakers],
    ...parts,
  };
}
