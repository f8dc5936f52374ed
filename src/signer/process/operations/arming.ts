import { forgetKeys, loadedKeystore, type Operation, partOf } from '../state.ts';
import { unlockedForMs } from './status.ts';

/** Withdrawals and export work from here until the time of the limits is over. Trading needs no unlocking. */
export const unlockWithdrawals = {
  takes: ['code'],
  run(request, state, { monotonicMs, wallMs }) {
    const { totpSecret, limits } = loadedKeystore(state);
    const nowMs = monotonicMs();
    state.secondFactor.check(totpSecret, partOf(request, 0), wallMs(), nowMs);
    state.unlockedUntilMs = nowMs + limits.unlockMs;
    return { facts: { unlockedForMs: unlockedForMs(state, nowMs) } };
  },
} as const satisfies Operation;

export const lock = {
  takes: [],
  run(_, state) {
    state.unlockedUntilMs = Number.NEGATIVE_INFINITY;
    return {};
  },
} as const satisfies Operation;

export const wipe = {
  takes: [],
  run(_, state, { collectGarbage }) {
    forgetKeys(state);
    collectGarbage();
    return {};
  },
} as const satisfies Operation;
