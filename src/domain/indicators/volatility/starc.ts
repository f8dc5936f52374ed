import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { TrueRange } from '../blocks/true-range.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const starc = defineIndicator({
  name: 'starc',
  summary: "Stoller's bands: some true ranges around the simple average of the closes.",
  settings: z.strictObject({
    length: candles(5, 'Candles of the middle line.'),
    range: candles(10, 'Candles of the true range.'),
    multiplier: factor(2, 'True ranges from the middle to a band.'),
  }),
  inputs: 'candle',
  outputs: ['upper', 'middle', 'lower'],
  create: ({ length, range, multiplier }) => {
    const [trueRange, average] = [new TrueRange(false), new Wilder(range)];
    const line = new Mean(length);
    return {
      push(bar) {
        const away = multiplier * average.push(trueRange.push(bar));
        const middle = line.push(bar.close);
        return { upper: middle + away, middle, lower: middle - away };
      },
    };
  },
});
