// What was signed in the last minute and moved in the last day. Times are monotonic milliseconds.
import type { Address } from '../base58.ts';
import type { Rates } from './limits.ts';

/** An amount that counts against a limit for 24 hours. */
export type Charge = { readonly account: string; readonly amount: bigint };

/** Grows only with keys and assets: old times and amounts are dropped as new ones come. */
export type Usage = {
  readonly signedAtMs: number[];
  readonly byKey: Map<Address, number[]>;
  /** Sums by account and hour. */
  readonly moved: Map<string, Map<number, bigint>>;
};

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The present hour and 24 whole ones, so that never less than 24 hours are looked at. */
const HOURS = 25;

export function createUsage(): Usage {
  return { signedAtMs: [], byKey: new Map(), moved: new Map() };
}

/** Whether one more signature fits. */
export function fitsRates(
  timesMs: readonly number[],
  { perSecond, perMinute }: Rates,
  nowMs: number,
): boolean {
  const since = (spanMs: number) => timesMs.filter((timeMs) => timeMs > nowMs - spanMs).length;
  return since(SECOND_MS) < perSecond && since(MINUTE_MS) < perMinute;
}

export function movedOf(usage: Usage, account: string, nowMs: number): bigint {
  let sum = 0n;
  for (const [hour, amount] of usage.moved.get(account) ?? [])
    if (hour > hourOf(nowMs) - HOURS) sum += amount;
  return sum;
}

/** Counts one signature and what it moves. The only thing that changes a usage. */
export function recordUse(usage: Usage, keyId: Address, charges: readonly Charge[], nowMs: number): void {
  const ofKey = usage.byKey.get(keyId) ?? [];
  usage.byKey.set(keyId, ofKey);
  for (const times of [usage.signedAtMs, ofKey]) {
    while ((times[0] ?? nowMs) <= nowMs - MINUTE_MS) times.shift();
    times.push(nowMs);
  }
  const hour = hourOf(nowMs);
  for (const { account, amount } of charges) {
    const byHour = usage.moved.get(account) ?? new Map<number, bigint>();
    usage.moved.set(account, byHour);
    byHour.set(hour, (byHour.get(hour) ?? 0n) + amount);
    for (const old of byHour.keys()) if (old <= hour - HOURS) byHour.delete(old);
  }
}

function hourOf(nowMs: number): number {
  return Math.floor(nowMs / HOUR_MS);
}
