// The newest trades, in columns.
import type { Print } from '../flow-view.ts';

export class PrintRing {
  readonly #ids: Float64Array;
  readonly #times: Float64Array;
  readonly #prices: Float64Array;
  readonly #sizes: Float64Array;
  readonly #isBuy: Uint8Array;
  #count = 0;

  constructor(most: number) {
    this.#ids = new Float64Array(most);
    this.#times = new Float64Array(most);
    this.#prices = new Float64Array(most);
    this.#sizes = new Float64Array(most);
    this.#isBuy = new Uint8Array(most);
  }

  get length(): number {
    return Math.min(this.#count, this.#ids.length);
  }

  add({ id, eventMs, aggressor, price, size }: Print): void {
    const at = this.#count++ % this.#ids.length;
    this.#ids[at] = id;
    this.#times[at] = eventMs;
    this.#prices[at] = price;
    this.#sizes[at] = size;
    this.#isBuy[at] = aggressor === 'buy' ? 1 : 0;
  }

  /** The newest first, as many as there are up to `count`. */
  newest(count: number): Print[] {
    return Array.from({ length: Math.min(count, this.length) }, (_, age) => {
      const at = (this.#count - 1 - age) % this.#ids.length;
      return {
        id: this.#ids[at]!,
        eventMs: this.#times[at]!,
        aggressor: this.#isBuy[at] === 1 ? 'buy' : 'sell',
        price: this.#prices[at]!,
        size: this.#sizes[at]!,
      };
    });
  }
}
