import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const donchian = defineIndicator({
  name: 'donchian',
  summary: 'Donchian channel: highest high and lowest low; width as a share of the middle.',
  settings: z.strictObject({
    length: candles(20, 'Candles of the channel.'),
    countsNewest: z
      .boolean()
      .default(true)
      .describe('The newest candle counts; without it, it can break out.'),
  }),
  inputs: 'candle',
  outputs: ['upper', 'middle', 'lower', 'width', 'place'],
  create: ({ length, countsNewest }) => {
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    let [top, bottom] = [Number.NaN, Number.NaN];
    return {
      push({ high, low, close }) {
        let [upper, lower] = [top, bottom];
        top = highest.push(high);
        bottom = lowest.push(low);
        if (countsNewest) [upper, lower] = [top, bottom];
        const middle = (upper + lower) / 2;
        const span = upper - lower;
        return {
          upper,
          middle,
          lower,
          width: span / middle,
          place: span === 0 ? 0.5 : (close - lower) / span,
        };
      },
    };
  },
});
