// What a detector remembers of a price, for the prices near the touch.

/** Neighbours never share a slot; a price this many ticks away takes it over. */
const SLOTS = 256;

export type PriceSlots<S> = {
  /** The slot of a price, which may still hold what was of another one. */
  at(price: number, isAsk: boolean): S;
  reset(): void;
};

/** Slots are used again, so that a new price allocates nothing. */
export function createPriceSlots<S extends object>(create: (isAsk: boolean) => S): PriceSlots<S> {
  const bids = Array.from({ length: SLOTS }, () => create(false));
  const asks = Array.from({ length: SLOTS }, () => create(true));
  return {
    at: (price, isAsk) => (isAsk ? asks : bids)[((price % SLOTS) + SLOTS) % SLOTS]!,
    reset() {
      for (const slot of bids) Object.assign(slot, create(false));
      for (const slot of asks) Object.assign(slot, create(true));
    },
  };
}
