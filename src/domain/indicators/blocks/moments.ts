// Mean and squared deviation of a window. Blocks as in sum.ts, joined by the rule of Chan, Golub and LeVeque (1979) for two
// samples: nothing is subtracted, so a flat window deviates by exactly zero.

export class Moments {
  readonly #values: Float64Array;
  readonly #restMean: Float64Array;
  readonly #restSquares: Float64Array;
  #index = 0;
  #presentMean = 0;
  #presentSquares = 0;
  #isFull = false;
  mean = Number.NaN;
  /** Sum of squared deviations from the mean. */
  squares = Number.NaN;

  constructor(length: number) {
    this.#values = new Float64Array(length);
    this.#restMean = new Float64Array(length + 1);
    this.#restSquares = new Float64Array(length + 1);
  }

  /** Variance of the window as a whole population; NaN until it is full. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    const length = this.#values.length;
    const count = this.#index + 1;
    if (count === 1) this.#presentMean = this.#presentSquares = 0;
    this.#values[this.#index] = value;
    const before = value - this.#presentMean;
    this.#presentMean += before / count;
    this.#presentSquares += before * (value - this.#presentMean);
    this.#index = count;
    if (count === length) this.#close();
    if (!this.#isFull) return Number.NaN;
    const apart = this.#presentMean - this.#restMean[count]!;
    const share = count / length;
    this.mean = count === length ? this.#presentMean : this.#restMean[count]! + apart * share;
    this.squares =
      this.#presentSquares +
      (count === length ? 0 : this.#restSquares[count]! + apart * apart * (length - count) * share);
    return this.squares / length;
  }

  #close(): void {
    const length = this.#values.length;
    let mean = 0;
    let squares = 0;
    for (let i = length - 1; i >= 0; i--) {
      const before = this.#values[i]! - mean;
      mean += before / (length - i);
      squares += before * (this.#values[i]! - mean);
      this.#restMean[i] = mean;
      this.#restSquares[i] = squares;
    }
    this.#index = 0;
    this.#isFull = true;
  }
}
