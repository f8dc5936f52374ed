import { factsOf } from '../keystore.ts';
import type { Operation, State } from '../state.ts';
import { tallyFacts } from '../tally.ts';

export const status = {
  takes: [],
  run(_, state, { monotonicMs }) {
    const nowMs = monotonicMs();
    const { keystore } = state;
    return {
      facts: {
        isLoaded: keystore !== undefined,
        ...(keystore === undefined ? {} : { ...factsOf(keystore), seal: state.loadedSeal }),
        unlockedForMs: unlockedForMs(state, nowMs),
        lockedOutForMs: state.secondFactor.lockedOutForMs(nowMs),
        lately: tallyFacts(state.tally, nowMs),
      },
    };
  },
} as const satisfies Operation;

export function unlockedForMs({ unlockedUntilMs }: State, nowMs: number): number {
  return Math.max(0, unlockedUntilMs - nowMs);
}
