import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { TrueRange } from '../blocks/true-range.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor, seeding } from '../indicator-settings.ts';

export const keltner = defineIndicator({
  name: 'keltner',
  summary: 'Keltner channel: some true ranges around the exponential average of the closes.',
  settings: z.strictObject({
    length: candles(20, 'Candles of the middle line.'),
    range: candles(10, 'Candles of the true range.'),
    multiplier: factor(2, 'True ranges from the middle to a band.'),
    seed: seeding(),
  }),
  inputs: 'candle',
  outputs: ['upper', 'middle', 'lower'],
  create: ({ length, range, multiplier, seed }) => {
    const [trueRange, average] = [new TrueRange(false), new Wilder(range)];
    const line = new Ema(length, seed);
    return {
      push(bar) {
        const away = multiplier * average.push(trueRange.push(bar));
        const middle = line.push(bar.close);
        return { upper: middle + away, middle, lower: middle - away };
      },
    };
  },
});
