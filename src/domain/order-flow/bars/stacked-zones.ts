// Zones of stacked imbalances, from the bar that made them until the price first comes back.

import type { Aggressor } from '../flow-view.ts';
import type { FootprintBar } from '../footprint.ts';
import {
  diagonalImbalances,
  type ImbalanceSettings,
  imbalanceDefaults,
  stackedImbalances,
} from './diagonal-imbalance.ts';

const MOST_ZONES = 256;

/** Ticks, both ends included. */
export type StackedZone = {
  readonly side: Aggressor;
  readonly openMs: number;
  readonly low: number;
  readonly high: number;
};

export class StackedZones {
  readonly #settings: ImbalanceSettings & { readonly leastRows: number };
  #live: readonly StackedZone[] = [];

  constructor(settings: Partial<ImbalanceSettings & { readonly leastRows: number }> = {}) {
    this.#settings = { ...imbalanceDefaults, leastRows: 3, ...settings };
  }

  /** The oldest first, at most 256: older ones are forgotten. */
  get live(): readonly StackedZone[] {
    return this.#live;
  }

  /** A bar closed: ends the zones in its range, then adds its own. Says which are new. */
  add({ rows, binTicks, openMs, low, high }: FootprintBar): readonly StackedZone[] {
    this.#reach(low, high);
    const found = stackedImbalances(diagonalImbalances(rows, this.#settings), this.#settings.leastRows).map(
      (stack) => ({
        side: stack.side,
        openMs,
        low: stack.low * binTicks,
        high: (stack.high + 1) * binTicks - 1,
      }),
    );
    this.#live = [...this.#live, ...found].slice(-MOST_ZONES);
    return found;
  }

  /** A trade at this price; says which zones it ended. */
  touch(price: number): readonly StackedZone[] {
    return this.#reach(price, price);
  }

  #reach(from: number, to: number): readonly StackedZone[] {
    const isReached = ({ low, high }: StackedZone) => low <= to && high >= from;
    const ended = this.#live.filter(isReached);
    if (ended.length > 0) this.#live = this.#live.filter((zone) => !isReached(zone));
    return ended;
  }
}
