// Every circuit breaker of the program, as its worker last set it.
import type { MetricSample } from '../../../core/board/metric-samples.ts';
import { ALL_PEERS, breakerFigures } from '../../../core/outside/breaker-figures.ts';

export type BreakerState = keyof typeof breakerFigures;
export type BreakerStanding = {
  readonly worker: string;
  readonly peer: string;
  readonly state: BreakerState;
};

const states = new Map(
  Object.entries(breakerFigures).map(([state, figure]) => [figure, state as BreakerState]),
);

export function toBreakers(samples: readonly MetricSample[]): BreakerStanding[] {
  return samples.flatMap((sample) => {
    if (sample.name !== 'circuit_breaker_state' || !('value' in sample)) return [];
    const peer = String(sample.labels['peer']);
    if (peer === ALL_PEERS) return [];
    return [{ worker: String(sample.labels['worker']), peer, state: states.get(sample.value) ?? 'closed' }];
  });
}
