import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const accelerationBands = defineIndicator({
  name: 'acceleration-bands',
  summary: "Headley's bands: averages of highs and lows moved apart by the heights of the candles.",
  settings: z.strictObject({
    length: candles(20, 'Candles that are averaged.'),
    width: factor(4, 'How far the bands are moved.'),
  }),
  inputs: 'candle',
  outputs: ['upper', 'middle', 'lower'],
  create: ({ length, width }) => {
    const [highs, closes, lows] = [new Mean(length), new Mean(length), new Mean(length)];
    return {
      push({ high, low, close }) {
        const apart = high + low === 0 ? 0 : (width * (high - low)) / (high + low);
        return {
          upper: highs.push(high * (1 + apart)),
          middle: closes.push(close),
          lower: lows.push(low * (1 - apart)),
        };
      },
    };
  },
});
