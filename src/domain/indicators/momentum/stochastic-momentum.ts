import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const stochasticMomentum = defineIndicator({
  name: 'stochastic-momentum',
  summary:
    "Blau's stochastic momentum index: distance from the middle of the range, averaged twice; -100 to 100.",
  settings: z.strictObject({
    length: candles(13, 'Candles of the range.'),
    first: candles(25, 'Candles of the first average.'),
    second: candles(2, 'Candles of the second average.'),
    signal: candles(3, 'Candles over which the signal averages the index.'),
  }),
  inputs: 'candle',
  outputs: ['smi', 'signal'],
  create: ({ length, first, second, signal }) => {
    const [highest, lowest] = [new Highest(length), new Lowest(length)];
    const [distance, distanceAgain] = [new Ema(first, 'early'), new Ema(second, 'early')];
    const [range, rangeAgain] = [new Ema(first, 'early'), new Ema(second, 'early')];
    const average = new Ema(signal, 'early');
    return {
      push({ high, low, close }) {
        const [top, bottom] = [highest.push(high), lowest.push(low)];
        const smoothDistance = distanceAgain.push(distance.push(close - (top + bottom) / 2));
        const half = rangeAgain.push(range.push(top - bottom)) / 2;
        const smi = half === 0 ? 0 : (100 * smoothDistance) / half;
        return { smi, signal: average.push(smi) };
      },
    };
  },
});
