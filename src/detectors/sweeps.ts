// What one order traded: trades of one aggressor at one time, joined, since an order that takes several makes a trade with each.
import type { Aggressor, Print } from '../domain/order-flow/flow-view.ts';

/** The object is used again for the next one. Prices in ticks, size in lots. */
export type Sweep = {
  readonly aggressor: Aggressor;
  readonly eventMs: number;
  readonly size: number;
  readonly firstPrice: number;
  readonly lastPrice: number;
  readonly from: number;
  readonly to: number;
  readonly trades: number;
};

export class Sweeps {
  #open: { -readonly [K in keyof Sweep]: Sweep[K] } = none();
  #ended: { -readonly [K in keyof Sweep]: Sweep[K] } = none();

  /** Gives the sweep that this trade ended. */
  add({ aggressor, eventMs, price, size, id }: Print): Sweep | undefined {
    const open = this.#open;
    if (open.trades > 0 && open.aggressor === aggressor && open.eventMs === eventMs) {
      open.size += size;
      open.lastPrice = price;
      open.to = id;
      open.trades++;
      return undefined;
    }
    const next = this.#ended;
    this.#ended = open;
    this.#open = next;
    next.aggressor = aggressor;
    next.eventMs = eventMs;
    next.size = size;
    next.firstPrice = price;
    next.lastPrice = price;
    next.from = id;
    next.to = id;
    next.trades = 1;
    return open.trades > 0 ? open : undefined;
  }

  /** Gives the open sweep once time has gone on. */
  endBefore(nowMs: number): Sweep | undefined {
    const open = this.#open;
    if (open.trades === 0 || nowMs <= open.eventMs) return undefined;
    this.#open = this.#ended;
    this.#open.trades = 0;
    this.#ended = open;
    return open;
  }
}

function none(): { -readonly [K in keyof Sweep]: Sweep[K] } {
  return {
    aggressor: 'buy',
    eventMs: 0,
    size: 0,
    firstPrice: 0,
    lastPrice: 0,
    from: 0,
    to: 0,
    trades: 0,
  };
}
