import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const massIndex = defineIndicator({
  name: 'mass-index',
  summary: "Dorsey's mass index: sum of the average height of the candles relative to its own average.",
  settings: z.strictObject({
    length: candles(25, 'Candles that are summed.'),
    smoothing: candles(9, 'Candles of each average.'),
    seed: seeding('first'),
  }),
  inputs: 'candle',
  outputs: ['mass'],
  create: ({ length, smoothing, seed }) => {
    const [single, double] = [new Ema(smoothing, seed), new Ema(smoothing, seed)];
    const sum = new Sum(length);
    return {
      push({ high, low }) {
        const height = single.push(high - low);
        const twice = double.push(height);
        return sum.push(twice === 0 ? 1 : height / twice);
      },
    };
  },
});
