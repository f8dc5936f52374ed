import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const mcginley = defineIndicator({
  name: 'mcginley',
  summary: "McGinley's dynamic: an average that hurries after falling prices and waits for rising ones.",
  settings: z.strictObject({
    length: candles(14, 'Candles of the average it is like.'),
    share: factor(0.6, 'Share of the length that counts.'),
  }),
  inputs: 'close',
  outputs: ['mcginley'],
  create: ({ length, share }) => {
    let value = Number.NaN;
    return {
      push(close) {
        if (Number.isNaN(value) || value === 0) {
          value = close;
          return Number.NaN;
        }
        const pace = share * length * (close / value) ** 4;
        // A price near zero would make a step longer than the distance.
        value += (close - value) / Math.max(1, pace);
        return value;
      },
    };
  },
});
