import { z } from 'zod';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

class Pressure {
  readonly #pressures: Sum;
  readonly #ranges: Sum;

  constructor(length: number) {
    this.#pressures = new Sum(length);
    this.#ranges = new Sum(length);
  }

  push(pressure: number, range: number): number {
    const [pressed, ranged] = [this.#pressures.push(pressure), this.#ranges.push(range)];
    return ranged === 0 ? 0.5 : pressed / ranged;
  }
}

export const ultimateOscillator = defineIndicator({
  name: 'ultimate-oscillator',
  summary: "Williams's oscillator of buying pressure over three spans, from 0 to 100.",
  settings: z.strictObject({
    short: candles(7, 'Candles of the short span, which weighs four.'),
    middle: candles(14, 'Candles of the middle span, which weighs two.'),
    long: candles(28, 'Candles of the long span, which weighs one.'),
  }),
  inputs: 'candle',
  outputs: ['uo'],
  create: ({ short, middle, long }) => {
    const [a, b, c] = [new Pressure(short), new Pressure(middle), new Pressure(long)];
    let previous = Number.NaN;
    return {
      push({ high, low, close }) {
        const [floor, ceiling] = [Math.min(low, previous), Math.max(high, previous)];
        previous = close;
        if (Number.isNaN(floor)) return Number.NaN;
        const [pressure, range] = [close - floor, ceiling - floor];
        return (
          (100 * (4 * a.push(pressure, range) + 2 * b.push(pressure, range) + c.push(pressure, range))) / 7
        );
      },
    };
  },
});
