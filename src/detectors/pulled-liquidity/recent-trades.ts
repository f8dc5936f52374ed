// The last trades, to ask afterwards what was executed at a price.
import type { Aggressor, Print } from '../../domain/order-flow/flow-view.ts';

export class RecentTrades {
  readonly #times: Float64Array;
  readonly #prices: Float64Array;
  /** Lots; those of sellers are negative. */
  readonly #sizes: Float64Array;
  #count = 0;

  /** How many are kept: a power of two. */
  constructor(kept: number) {
    this.#times = new Float64Array(kept);
    this.#prices = new Float64Array(kept);
    this.#sizes = new Float64Array(kept);
  }

  add({ eventMs, price, size, aggressor }: Print): void {
    const at = this.#count++ & (this.#times.length - 1);
    this.#times[at] = eventMs;
    this.#prices[at] = price;
    this.#sizes[at] = aggressor === 'buy' ? size : -size;
  }

  /** Lots of one aggressor at a price, in that time, both ends included. */
  executed(price: number, aggressor: Aggressor, fromMs: number, toMs: number): number {
    const sign = aggressor === 'buy' ? 1 : -1;
    const oldest = Math.max(0, this.#count - this.#times.length);
    let lots = 0;
    for (let i = this.#count - 1; i >= oldest; i--) {
      const at = i & (this.#times.length - 1);
      const ms = this.#times[at]!;
      // a late trade may stand after newer ones, but not by more than this
      if (ms < fromMs - LATEST_MS) break;
      if (this.#prices[at] !== price || ms < fromMs || ms > toMs) continue;
      lots += Math.max(0, this.#sizes[at]! * sign);
    }
    return lots;
  }

  clear(): void {
    this.#count = 0;
  }
}

const LATEST_MS = 1000;
