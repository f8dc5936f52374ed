// Where a signal is proven wrong and where it should lead, in whole ticks. The formula stands in docs/signals.md.
import type { Zone } from '../../../domain/order-flow/zone.ts';

/** Of the mean true range that lies between invalidation and stop. */
const ATR_SHARE = 0.25;
/** A zone this near to the entry, as a share of the risk, or farther than this many times it, is no target. */
const NEAREST_ZONE = 0.5;
const FARTHEST_ZONE = 3;

export type Given = {
  readonly side: 'buy' | 'sell';
  /** Ticks, as all prices here. */
  readonly entry: number;
  /** Far edge of the pattern. */
  readonly far: number;
  /** NaN where it is not known. */
  readonly spread: number;
  readonly atr: number;
  readonly zones: readonly Zone[];
};

export type Levels = {
  readonly invalidation: number;
  readonly stop: number;
  /** The nearer first. */
  readonly targets: readonly [number, number];
};

export function levelsOf({ side, entry, far, spread, atr, zones }: Given): Levels {
  const sign = side === 'buy' ? 1 : -1;
  // what is proven wrong already leaves the entry itself
  const invalidation = Math.max(1, (side === 'buy' ? Math.min : Math.max)(Math.round(far), entry));
  const buffer = Math.max(1, Math.ceil(spread || 0), Math.ceil(ATR_SHARE * (atr || 0)));
  const stop = Math.max(1, invalidation - sign * buffer);
  const risk = Math.max(1, Math.abs(entry - stop));
  const [near, far2] = distancesOf(risk, nearestZone(side, entry, risk, zones));
  const at = (distance: number) => Math.max(1, entry + sign * distance);
  return { invalidation, stop, targets: [at(near), at(far2)] };
}

/** 1 and 2 times the risk; a zone before the first target or behind it takes the place of that one. */
function distancesOf(risk: number, zone: number): [number, number] {
  if (Number.isNaN(zone)) return [risk, 2 * risk];
  return zone <= risk ? [zone, 2 * risk] : [risk, zone];
}

/** Distance to the near edge of the nearest zone of the other side; NaN where none lies within reach. */
function nearestZone(side: 'buy' | 'sell', entry: number, risk: number, zones: readonly Zone[]): number {
  let nearest = Number.NaN;
  for (const { side: role, lowTicks, highTicks } of zones) {
    if (role !== (side === 'buy' ? 'resistance' : 'support')) continue;
    const distance = side === 'buy' ? lowTicks - entry : entry - highTicks;
    const isInReach = distance >= NEAREST_ZONE * risk && distance <= FARTHEST_ZONE * risk;
    if (isInReach && distance >= 1 && !(distance >= nearest)) nearest = distance;
  }
  return nearest;
}
