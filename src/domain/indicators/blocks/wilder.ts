import { Ema } from './ema.ts';

/** Wilder's smoothing: an exponential average of weight 1/length that begins with the mean of the first `length`. */
export class Wilder {
  readonly #ema: Ema;

  constructor(length: number) {
    this.#ema = new Ema(length, 'average', 1 / length);
  }

  push(value: number): number {
    return this.#ema.push(value);
  }
}
