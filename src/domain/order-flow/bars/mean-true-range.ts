// Mean of the true ranges of the last bars; whole ticks are summed, so that it never drifts.

export class MeanTrueRange {
  readonly #ranges: number[] = [];
  readonly #length: number;
  readonly #least: number;
  #sum = 0;
  #close = Number.NaN;

  /** Over the last `length` bars, and over as many as there are from the `least`-th on. */
  constructor(length: number, least: number) {
    this.#length = length;
    this.#least = least;
  }

  /** In the unit of the prices; NaN while there are too few bars. */
  get value(): number {
    return this.#ranges.length < this.#least ? Number.NaN : this.#sum / this.#ranges.length;
  }

  add({ high, low, close }: { readonly high: number; readonly low: number; readonly close: number }): void {
    const before = Number.isNaN(this.#close) ? close : this.#close;
    const range = Math.max(high, before) - Math.min(low, before);
    this.#ranges.push(range);
    this.#sum += range;
    if (this.#ranges.length > this.#length) this.#sum -= this.#ranges.shift()!;
    this.#close = close;
  }
}
