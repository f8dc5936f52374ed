// What each base asset is worth: one common factor and noise of its own.
import type { Random } from '../../core/random.ts';
import { drawNormal } from './draws.ts';
import type { Regime } from './regime.ts';

const YEAR_MS = 365 * 86_400_000;
const HOUR_MS = 3_600_000;
/** Of the variance of an asset with beta 1, the part that all share. */
const COMMON_SHARE = 0.65;

export type FairValues = {
  /** In quote, of a base asset. */
  of(base: string): number;
  step(durationMs: number, regime: Regime): void;
  /** What trading taught: moves one asset by a share, such as 0.0001. */
  push(base: string, share: number): void;
};

export type FairAsset = { readonly base: string; readonly price: number; readonly beta: number };

export function createFairValues(assets: readonly FairAsset[], random: Random): FairValues {
  const states = assets.map(({ base, price, beta }) => ({ base, beta, logPrice: Math.log(price) }));
  const byBase = new Map(states.map((state) => [state.base, state]));
  return {
    of: (base) => Math.exp(byBase.get(base)?.logPrice ?? 0),
    step(durationMs, { volatility, driftPerHour }) {
      const sigma = volatility * Math.sqrt(durationMs / YEAR_MS);
      const common = sigma * Math.sqrt(COMMON_SHARE) * drawNormal(random);
      const drift = (driftPerHour * durationMs) / HOUR_MS;
      for (const state of states)
        state.logPrice +=
          state.beta * (common + drift) + sigma * Math.sqrt(1 - COMMON_SHARE) * drawNormal(random);
    },
    push(base, share) {
      const state = byBase.get(base);
      if (state) state.logPrice += share;
    },
  };
}
