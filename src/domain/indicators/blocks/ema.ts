/**
 * Where an exponential average begins: with the mean of the first `length` values; with the first value, shown after `length`;
 * or with the first value, shown at once.
 */
export type Seed = 'average' | 'first' | 'early';

/** Exponential moving average; a NaN pushed is passed over. */
export class Ema {
  readonly #length: number;
  readonly #weight: number;
  readonly #seed: Seed;
  #count = 0;
  #value = 0;

  constructor(length: number, seed: Seed, weight = 2 / (length + 1)) {
    this.#length = length;
    this.#weight = weight;
    this.#seed = seed;
  }

  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    if (this.#count < this.#length) return this.#begin(value);
    this.#value += this.#weight * (value - this.#value);
    return this.#value;
  }

  #begin(value: number): number {
    this.#count++;
    if (this.#seed === 'average') this.#value += (value - this.#value) / this.#count;
    else this.#value = this.#count === 1 ? value : this.#value + this.#weight * (value - this.#value);
    return this.#count === this.#length || this.#seed === 'early' ? this.#value : Number.NaN;
  }
}
