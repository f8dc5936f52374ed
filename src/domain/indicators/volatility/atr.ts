import { z } from 'zod';
import { TrueRange } from '../blocks/true-range.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const atr = defineIndicator({
  name: 'atr',
  summary: "Wilder's average true range, also in percent of the close, and the true range itself.",
  settings: z.strictObject({
    length: candles(14, 'Candles that are averaged.'),
    countsFirst: z
      .boolean()
      .default(false)
      .describe('The height of the first candle counts as a true range.'),
  }),
  inputs: 'candle',
  outputs: ['atr', 'percent', 'range'],
  create: ({ length, countsFirst }) => {
    const trueRange = new TrueRange(countsFirst);
    const average = new Wilder(length);
    return {
      push(bar) {
        const range = trueRange.push(bar);
        const atr = average.push(range);
        return { atr, percent: (100 * atr) / bar.close, range };
      },
    };
  },
});
