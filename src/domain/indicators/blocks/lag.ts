import { Ring } from './ring.ts';

/** The value `length` pushes ago; NaN until there is one. */
export class Lag {
  readonly #ring: Ring;

  constructor(length: number) {
    this.#ring = new Ring(length);
  }

  push(value: number): number {
    return this.#ring.push(value);
  }
}
