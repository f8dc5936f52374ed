// The levels of one message as columns; bids and asks in the order they came.

/** A snapshot has at most 5000 a side. */
export const MAX_LEVELS = 20_000;
const FIRST = 512;

export class LevelColumns {
  count = 0;
  /** 1 for bids, −1 for asks. */
  sides = new Int8Array(FIRST);
  /** Mantissas, with their digits after the point. */
  prices = new Float64Array(FIRST);
  priceDecimals = new Uint8Array(FIRST);
  sizes = new Float64Array(FIRST);
  sizeDecimals = new Uint8Array(FIRST);

  clear(): void {
    this.count = 0;
  }

  /** Puts a price; the size goes to the place that is answered. */
  add(isBid: boolean, price: number, decimals: number): number {
    const index = this.count++;
    if (index === this.sides.length) this.#grow();
    this.sides[index] = isBid ? 1 : -1;
    this.prices[index] = price;
    this.priceDecimals[index] = decimals;
    return index;
  }

  #grow(): void {
    const length = this.sides.length * 4;
    this.sides = grown(this.sides, new Int8Array(length));
    this.prices = grown(this.prices, new Float64Array(length));
    this.priceDecimals = grown(this.priceDecimals, new Uint8Array(length));
    this.sizes = grown(this.sizes, new Float64Array(length));
    this.sizeDecimals = grown(this.sizeDecimals, new Uint8Array(length));
  }
}

function grown<T extends Int8Array | Uint8Array | Float64Array>(old: T, into: T): T {
  into.set(old);
  return into;
}
