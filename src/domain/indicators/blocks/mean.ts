import { Sum } from './sum.ts';

/** Mean of the last `length` values; NaN until they came. */
export class Mean {
  readonly #sum: Sum;
  readonly #length: number;

  constructor(length: number) {
    this.#sum = new Sum(length);
    this.#length = length;
  }

  push(value: number): number {
    return this.#sum.push(value) / this.#length;
  }
}
