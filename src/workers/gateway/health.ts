export type WorkerState = { readonly service: string; readonly state: string; readonly restarts: number };

export type Health = {
  readonly status: 'Healthy' | 'Degraded' | 'Disconnected';
  readonly mode: string;
  readonly uptimeMs: number;
  readonly workers: Readonly<Record<string, string>>;
};

/** Healthy when every worker is ready; Disconnected when the supervisor itself does not answer. */
export function toHealth(facts: {
  readonly mode: string;
  readonly uptimeMs: number;
  readonly states: readonly WorkerState[] | undefined;
}): Health {
  const { mode, states } = facts;
  const uptimeMs = Math.round(facts.uptimeMs);
  if (!states) return { status: 'Disconnected', mode, uptimeMs, workers: {} };
  return {
    status: states.every(({ state }) => state === 'ready') ? 'Healthy' : 'Degraded',
    mode,
    uptimeMs,
    workers: Object.fromEntries(states.map(({ service, state }) => [service, state])),
  };
}
