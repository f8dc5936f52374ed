import { z } from 'zod';
import { Moments } from '../blocks/moments.ts';
import { Regression } from '../blocks/regression.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const regressionChannel = defineIndicator({
  name: 'regression-channel',
  summary:
    'Line through the last closes with a channel of standard deviations around it, at the newest candle.',
  settings: z.strictObject({
    length: candles(20, 'Candles of the line.', 2),
    multiplier: factor(2, 'Standard deviations from the line to the edge.'),
  }),
  inputs: 'close',
  outputs: ['middle', 'upper', 'lower', 'slope'],
  create: ({ length, multiplier }) => {
    const line = new Regression(length);
    const moments = new Moments(length);
    return {
      push(close) {
        const middle = line.push(close);
        const away = multiplier * Math.sqrt(moments.push(close));
        return { middle, upper: middle + away, lower: middle - away, slope: line.slope };
      },
    };
  },
});
