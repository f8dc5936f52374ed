import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const tema = defineIndicator({
  name: 'tema',
  summary: 'Triple exponential moving average, which lags less than one.',
  settings: z.strictObject({
    length: candles(20, 'Candles of each average.'),
    seed: seeding(),
    startsTogether: z.boolean().default(false).describe('The later averages begin with the first.'),
  }),
  inputs: 'close',
  outputs: ['tema'],
  create: ({ length, seed, startsTogether }) => {
    const later = startsTogether ? 'early' : seed;
    const [first, second, third] = [new Ema(length, seed), new Ema(length, later), new Ema(length, later)];
    return {
      push(close) {
        const one = first.push(close);
        const two = second.push(one);
        return 3 * one - 3 * two + third.push(two);
      },
    };
  },
});
