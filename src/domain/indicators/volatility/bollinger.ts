import { z } from 'zod';
import { Moments } from '../blocks/moments.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const bollinger = defineIndicator({
  name: 'bollinger',
  summary:
    'Bollinger bands: some standard deviations around the average; width in percent, place from 0 to 1.',
  settings: z.strictObject({
    length: candles(20, 'Candles that are averaged.'),
    multiplier: factor(2, 'Standard deviations from the middle to a band.'),
  }),
  inputs: 'close',
  outputs: ['upper', 'middle', 'lower', 'width', 'place'],
  create: ({ length, multiplier }) => {
    const moments = new Moments(length);
    return {
      push(close) {
        const away = multiplier * Math.sqrt(moments.push(close));
        const middle = moments.mean;
        return {
          upper: middle + away,
          middle,
          lower: middle - away,
          width: (200 * away) / middle,
          place: away === 0 ? 0.5 : (close - middle + away) / (2 * away),
        };
      },
    };
  },
});
