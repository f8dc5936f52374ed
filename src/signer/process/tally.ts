// How often it signed and declined lately, for a person to look at. It decides nothing. Times are monotonic milliseconds.
import type { Reason } from './reasons.ts';

type Hour = { readonly signed: Map<string, number>; readonly refused: Map<string, number> };

/** By hour; at most a day of them is kept. */
export type Tally = Map<number, Hour>;

const HOUR_MS = 60 * 60_000;
const HOURS = 24;

export function createTally(): Tally {
  return new Map();
}

export function countSigned(tally: Tally, purpose: 'trade' | 'withdrawal', nowMs: number): void {
  add(hourOf(tally, nowMs).signed, purpose);
}

export function countRefused(tally: Tally, reason: Reason, nowMs: number): void {
  add(hourOf(tally, nowMs).refused, reason);
}

/** Sums of the last 24 hours at most, and how far back they reach. */
export function tallyFacts(tally: Tally, nowMs: number) {
  const first = numberOf(nowMs) - HOURS + 1;
  const hours = [...tally].filter(([hour]) => hour >= first).map(([, counts]) => counts);
  return {
    spanMs: nowMs - Math.max(0, first) * HOUR_MS,
    signed: sum(hours.map(({ signed }) => signed)),
    refused: sum(hours.map(({ refused }) => refused)),
  };
}

function hourOf(tally: Tally, nowMs: number): Hour {
  const hour = numberOf(nowMs);
  for (const old of tally.keys()) if (old <= hour - HOURS) tally.delete(old);
  const counts = tally.get(hour) ?? { signed: new Map(), refused: new Map() };
  tally.set(hour, counts);
  return counts;
}

function sum(maps: readonly ReadonlyMap<string, number>[]): Record<string, number> {
  const total = new Map<string, number>();
  for (const counts of maps) for (const [name, count] of counts) add(total, name, count);
  return Object.fromEntries(total);
}

function add(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

function numberOf(nowMs: number): number {
  return Math.floor(nowMs / HOUR_MS);
}
