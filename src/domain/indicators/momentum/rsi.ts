import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

/** Wilder (1978). 50 while price stands still. */
export class RelativeStrength {
  readonly #length: number;
  readonly #seed: 'average' | 'early';
  #count = 0;
  #close = 0;
  #gain = 0;
  #loss = 0;

  constructor(length: number, seed: 'average' | 'early' = 'average') {
    this.#length = length;
    this.#seed = seed;
  }

  push(close: number): number {
    const change = close - this.#close;
    this.#close = close;
    if (this.#count <= this.#length) return this.#begin(change);
    this.#fade(change);
    return this.#toStrength();
  }

  #begin(change: number): number {
    if (this.#count++ === 0) return Number.NaN;
    if (this.#seed === 'early') this.#fade(change);
    else if (change > 0) this.#gain += change / this.#length;
    else this.#loss -= change / this.#length;
    return this.#count > this.#length ? this.#toStrength() : Number.NaN;
  }

  #fade(change: number): void {
    const weight = 1 / this.#length;
    this.#gain += weight * ((change > 0 ? change : 0) - this.#gain);
    this.#loss += weight * ((change < 0 ? -change : 0) - this.#loss);
  }

  #toStrength(): number {
    const moved = this.#gain + this.#loss;
    return moved > 0 ? (100 * this.#gain) / moved : 50;
  }
}

export const rsi = defineIndicator({
  name: 'rsi',
  summary: "Wilder's relative strength index, from 0 to 100.",
  settings: z.strictObject({
    length: candles(14, 'Changes that are averaged.'),
    seed: z
      .enum(['average', 'early'])
      .default('average')
      .describe('Gains and losses begin with the mean of the first, as Wilder has it, or with zero.'),
  }),
  inputs: 'close',
  outputs: ['rsi'],
  create: ({ length, seed }) => new RelativeStrength(length, seed),
});
