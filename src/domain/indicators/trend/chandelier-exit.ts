import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { TrueRange } from '../blocks/true-range.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const chandelierExit = defineIndicator({
  name: 'chandelier-exit',
  summary: 'Stops some true ranges below the highest high, for long positions, and above the lowest low.',
  settings: z.strictObject({
    length: candles(22, 'Candles of the range and its extremes.'),
    multiplier: factor(3, 'True ranges away.'),
    countsFirst: z
      .boolean()
      .default(false)
      .describe('The height of the first candle counts as a true range.'),
  }),
  inputs: 'candle',
  outputs: ['long', 'short'],
  create: ({ length, multiplier, countsFirst }) => {
    const range = new TrueRange(countsFirst);
    const average = new Wilder(length);
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    return {
      push(bar) {
        const away = multiplier * average.push(range.push(bar));
        return { long: highest.push(bar.high) - away, short: lowest.push(bar.low) + away };
      },
    };
  },
});
