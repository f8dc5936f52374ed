// Sum of the last `length` values without ever subtracting, so that nothing drifts and zeros sum to zero: what is left of the
// last full block comes from sums made once a block, from its end backwards; the present block is summed as it grows.

/** NaN until `length` values came. A NaN pushed is passed over. */
export class Sum {
  readonly #values: Float64Array;
  readonly #rest: Float64Array;
  #index = 0;
  #present = 0;
  #isFull = false;

  constructor(length: number) {
    this.#values = new Float64Array(length);
    this.#rest = new Float64Array(length + 1);
  }

  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    const values = this.#values;
    const index = this.#index;
    values[index] = value;
    this.#present = index === 0 ? value : this.#present + value;
    if (index + 1 === values.length) return this.#close();
    this.#index = index + 1;
    return this.#isFull ? this.#present + this.#rest[index + 1]! : Number.NaN;
  }

  #close(): number {
    const values = this.#values;
    for (let i = values.length - 1; i >= 0; i--) this.#rest[i] = this.#rest[i + 1]! + values[i]!;
    this.#index = 0;
    this.#isFull = true;
    return this.#present;
  }
}
