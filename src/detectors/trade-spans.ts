// Which trades a detection is made of, for patterns of whole bars or seconds: the first trade of each that ended.

export type TradeSpan = { readonly from: number; readonly to: number };

export class TradeSpans {
  readonly #firsts: Float64Array;
  #ended = 0;
  #first = Number.NaN;
  #last = Number.NaN;

  /** Of the last so many bars or seconds. */
  constructor(length: number) {
    this.#firsts = new Float64Array(length).fill(Number.NaN);
  }

  add(id: number): void {
    if (Number.isNaN(this.#first)) this.#first = id;
    this.#last = id;
  }

  /** A bar or second ended: what comes now belongs to the next. */
  end(): void {
    this.#firsts[this.#ended++ % this.#firsts.length] = this.#first;
    this.#first = Number.NaN;
  }

  /** From the first trade of the one so many back, 0 being the last that ended, to the last trade of all. */
  since(back: number): TradeSpan {
    const { length } = this.#firsts;
    let from = Number.NaN;
    for (let age = Math.min(back, length - 1, this.#ended - 1); age >= 0 && Number.isNaN(from); age--)
      from = this.#firsts[(this.#ended - 1 - age) % length]!;
    return { from: Number.isNaN(from) ? this.#last : from, to: this.#last };
  }
}
