import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const trima = defineIndicator({
  name: 'trima',
  summary: 'Triangular moving average: the middle of the window weighs most.',
  settings: z.strictObject({ length: candles(20, 'Candles that are averaged.') }),
  inputs: 'close',
  outputs: ['trima'],
  create: ({ length }) => {
    const [first, second] = [new Mean(Math.ceil(length / 2)), new Mean(Math.floor(length / 2) + 1)];
    return { push: (close) => second.push(first.push(close)) };
  },
});
