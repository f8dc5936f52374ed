// Weights rise by one towards the newest. As in sum.ts, the rest of the last block is joined with the present one.

/** Linearly weighted mean of the last `length` values; NaN until they came. */
export class WeightedMean {
  readonly #values: Float64Array;
  readonly #restSum: Float64Array;
  readonly #restWeighted: Float64Array;
  #index = 0;
  #sum = 0;
  #weighted = 0;
  #isFull = false;

  constructor(length: number) {
    this.#values = new Float64Array(length);
    this.#restSum = new Float64Array(length + 1);
    this.#restWeighted = new Float64Array(length + 1);
  }

  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    const length = this.#values.length;
    const count = this.#index + 1;
    this.#values[this.#index] = value;
    this.#sum = count === 1 ? value : this.#sum + value;
    this.#weighted = count === 1 ? value : this.#weighted + count * value;
    // Weighted from its own beginning, the rest moves down to weight 1 and the present block follows it.
    const total = this.#weighted + (length - count) * this.#sum + this.#restWeighted[count]!;
    this.#index = count;
    if (count === length) this.#close();
    return this.#isFull ? total / ((length * (length + 1)) / 2) : Number.NaN;
  }

  #close(): void {
    for (let i = this.#values.length - 1; i >= 0; i--) {
      this.#restSum[i] = this.#restSum[i + 1]! + this.#values[i]!;
      this.#restWeighted[i] = this.#restWeighted[i + 1]! + this.#restSum[i]!;
    }
    this.#index = 0;
    this.#isFull = true;
  }
}
