import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const awesome = defineIndicator({
  name: 'awesome',
  summary: "Williams's awesome oscillator: a fast average of the candles' middles less a slow one.",
  settings: z.strictObject({
    fast: candles(5, 'Candles of the fast average.'),
    slow: candles(34, 'Candles of the slow average.'),
  }),
  inputs: 'candle',
  outputs: ['ao'],
  create: ({ fast, slow }) => {
    const [quick, calm] = [new Mean(fast), new Mean(slow)];
    return {
      push({ high, low }) {
        const middle = (high + low) / 2;
        return quick.push(middle) - calm.push(middle);
      },
    };
  },
});
