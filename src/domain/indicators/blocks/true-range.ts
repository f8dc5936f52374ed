type Bar = { readonly high: number; readonly low: number; readonly close: number };

/** Wilder's true range; of the first candle, which has none before it, its height or nothing. */
export class TrueRange {
  readonly #countsFirst: boolean;
  #close = Number.NaN;

  constructor(countsFirst: boolean) {
    this.#countsFirst = countsFirst;
  }

  push({ high, low, close }: Bar): number {
    const previous = this.#close;
    this.#close = close;
    if (Number.isNaN(previous)) return this.#countsFirst ? high - low : Number.NaN;
    return Math.max(high, previous) - Math.min(low, previous);
  }
}
