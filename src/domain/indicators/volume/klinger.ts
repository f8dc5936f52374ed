// Klinger's oscillator. Published formulas differ in the volume force: Achelis has |2 dm/cm - 1|, others 2 |dm/cm - 1|.
import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import type { Bar } from '../indicator-input.ts';
import { candles, seeding } from '../indicator-settings.ts';

type Formula = 'achelis' | 'plain';

class VolumeForce {
  readonly #formula: Formula;
  #sum = Number.NaN;
  #height = 0;
  #trend = 0;
  #total = 0;
  #force = 0;

  constructor(formula: Formula) {
    this.#formula = formula;
  }

  push({ high, low, close, volume }: Bar): number {
    const [sum, height] = [high + low + close, high - low];
    const [sumBefore, heightBefore] = [this.#sum, this.#height];
    [this.#sum, this.#height] = [sum, height];
    if (Number.isNaN(sumBefore)) return Number.NaN;
    const trend = this.#toTrend(sum, sumBefore);
    if (this.#trend === 0 && this.#formula === 'plain') {
      this.#trend = trend;
      this.#total = 0;
      return Number.NaN;
    }
    this.#total = (trend === this.#trend ? this.#total : heightBefore) + height;
    this.#trend = trend;
    this.#force = this.#toForce(height, volume) * trend;
    return this.#force;
  }

  #toTrend(sum: number, before: number): number {
    if (sum > before) return 1;
    return sum < before || this.#formula === 'plain' || this.#trend === 0 ? -1 : this.#trend;
  }

  #toForce(height: number, volume: number): number {
    if (this.#total === 0) return 0;
    const share = height / this.#total;
    if (this.#formula === 'achelis') return 100 * volume * Math.abs(2 * share - 1);
    if (height === 0) return 200 * volume;
    return height === this.#total ? 0 : 100 * volume * Math.abs(2 * (share - 1));
  }
}

export const klinger = defineIndicator({
  name: 'klinger',
  summary: 'Klinger oscillator: fast average of the volume force less a slow one, and its signal.',
  settings: z.strictObject({
    fast: candles(34, 'Candles of the fast average.'),
    slow: candles(55, 'Candles of the slow average.'),
    signal: candles(13, 'Candles over which the oscillator is averaged.'),
    seed: seeding(),
    formula: z
      .enum(['plain', 'achelis'])
      .default('plain')
      .describe('Which published formula of the volume force.'),
  }),
  inputs: 'candle',
  outputs: ['klinger', 'signal'],
  create: ({ fast, slow, signal, seed, formula }) => {
    const force = new VolumeForce(formula);
    const [quick, calm, average] = [new Ema(fast, seed), new Ema(slow, seed), new Ema(signal, seed)];
    return {
      push(bar) {
        const value = force.push(bar);
        const klinger = quick.push(value) - calm.push(value);
        return { klinger, signal: average.push(klinger) };
      },
    };
  },
});
