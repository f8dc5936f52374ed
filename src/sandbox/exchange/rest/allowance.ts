// How much may be asked in a minute, and what happens to who goes on asking.
import type { Clock } from '../../../core/clock.ts';
import type { MarketKind } from '../../market/instrument.ts';

const MINUTE_MS = 60_000;
/** So many refused requests in one minute are answered; the next one bans. */
const PATIENCE = 10;
const BAN_MS = 2 * MINUTE_MS;

/** The real ones. */
export const usualLimits: Readonly<Record<MarketKind, number>> = { spot: 6000, usdm: 2400, coinm: 2400 };

export type Verdict = {
  readonly usedWeight: number;
  /** Undefined for a request that is answered. */
  readonly refused?: { readonly status: 429 | 418; readonly retryAfterS: number; readonly message: string };
};

export type Allowance = { take(kind: MarketKind, weight: number): Verdict };

/** Minutes are those of the clock on the wall, in real time. */
export function createAllowance(clock: Clock, limits: Readonly<Record<MarketKind, number>>): Allowance {
  const states = {
    spot: { minute: 0, used: 0, refused: 0, bannedUntilMs: 0 },
    usdm: { minute: 0, used: 0, refused: 0, bannedUntilMs: 0 },
    coinm: { minute: 0, used: 0, refused: 0, bannedUntilMs: 0 },
  };
  return {
    take(kind, weight) {
      const state = states[kind];
      const nowMs = clock.now();
      const minute = Math.floor(nowMs / MINUTE_MS);
      if (minute !== state.minute) Object.assign(state, { minute, used: 0, refused: 0 });
      state.used += weight;
      const usedWeight = state.used;
      if (state.used > limits[kind] && nowMs >= state.bannedUntilMs && ++state.refused > PATIENCE)
        state.bannedUntilMs = Math.ceil(nowMs) + BAN_MS;
      if (nowMs < state.bannedUntilMs) {
        const retryAfterS = Math.ceil((state.bannedUntilMs - nowMs) / 1000);
        return { usedWeight, refused: { status: 418, retryAfterS, message: banned(state.bannedUntilMs) } };
      }
      if (state.used <= limits[kind]) return { usedWeight };
      const retryAfterS = Math.ceil(((minute + 1) * MINUTE_MS - nowMs) / 1000);
      return { usedWeight, refused: { status: 429, retryAfterS, message: tooMany(limits[kind]) } };
    },
  };
}

export function tooMany(limit: number): string {
  return `Too much request weight used; current limit is ${limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`;
}

export function banned(untilMs: number): string {
  return `Way too much request weight used; IP banned until ${untilMs}. Please use WebSocket Streams for live updates to avoid bans.`;
}
