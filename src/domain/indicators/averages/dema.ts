import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const dema = defineIndicator({
  name: 'dema',
  summary: 'Double exponential moving average: twice the average less the average of averages.',
  settings: z.strictObject({
    length: candles(20, 'Candles of each average.'),
    seed: seeding(),
    startsTogether: z.boolean().default(false).describe('The second average begins with the first.'),
  }),
  inputs: 'close',
  outputs: ['dema'],
  create: ({ length, seed, startsTogether }) => {
    const [first, second] = [new Ema(length, seed), new Ema(length, startsTogether ? 'early' : seed)];
    return {
      push(close) {
        const average = first.push(close);
        return 2 * average - second.push(average);
      },
    };
  },
});
