import { type HealthStatus, type Parts, toOverallHealth } from '../../core/health.ts';

export type WorkerState = { readonly service: string; readonly state: string; readonly restarts: number };

export type Health = {
  readonly status: HealthStatus;
  readonly mode: string;
  readonly uptimeMs: number;
  readonly workers: Readonly<Record<string, string>>;
  readonly [part: string]: unknown;
};

/** The answer of `/api/health`: the whole, every worker, and what some say of themselves beyond that they run. */
export function toHealth(facts: {
  readonly mode: string;
  readonly uptimeMs: number;
  /** Undefined when the supervisor does not answer. */
  readonly states: readonly WorkerState[] | undefined;
  readonly parts: Parts;
}): Health {
  const { mode, states = [] } = facts;
  const { status, parts } = toOverallHealth(facts.states, facts.parts);
  return {
    status,
    mode,
    uptimeMs: Math.round(facts.uptimeMs),
    workers: Object.fromEntries(states.map(({ service, state }) => [service, state])),
    ...parts,
  };
}
