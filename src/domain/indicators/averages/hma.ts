import { z } from 'zod';
import { WeightedMean } from '../blocks/weighted-mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const hma = defineIndicator({
  name: 'hma',
  summary: 'Hull moving average: weighted averages of two lengths against each other, smoothed once more.',
  settings: z.strictObject({ length: candles(20, 'Candles of the longer average.', 2) }),
  inputs: 'close',
  outputs: ['hma'],
  create: ({ length }) => {
    const [long, short] = [new WeightedMean(length), new WeightedMean(Math.floor(length / 2))];
    const smooth = new WeightedMean(Math.floor(Math.sqrt(length)));
    return { push: (close) => smooth.push(2 * short.push(close) - long.push(close)) };
  },
});
