// What a detector remembers of a price, for the prices near the touch.

/** Neighbours never share a slot; a price this many ticks away takes it over. */
const SLOTS = 256;

/** Slots are used again, so that a new price allocates nothing: one may still hold what was of another price. */
export class PriceSlots<S> {
  readonly #bids: readonly S[];
  readonly #asks: readonly S[];

  constructor(create: (isAsk: boolean) => S) {
    this.#bids = Array.from({ length: SLOTS }, () => create(false));
    this.#asks = Array.from({ length: SLOTS }, () => create(true));
  }

  at(price: number, isAsk: boolean): S {
    return (isAsk ? this.#asks : this.#bids)[((price % SLOTS) + SLOTS) % SLOTS]!;
  }
}
