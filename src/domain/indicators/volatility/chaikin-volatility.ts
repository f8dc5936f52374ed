import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { Lag } from '../blocks/lag.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

export const chaikinVolatility = defineIndicator({
  name: 'chaikin-volatility',
  summary: 'Percent by which the average height of the candles grew.',
  settings: z.strictObject({
    length: candles(10, 'Candles of the average, and back.'),
    seed: seeding('early'),
  }),
  inputs: 'candle',
  outputs: ['cvi'],
  create: ({ length, seed }) => {
    const average = new Ema(length, seed);
    const lag = new Lag(length);
    return {
      push({ high, low }) {
        const height = average.push(high - low);
        const before = lag.push(height);
        return (100 * (height - before)) / before;
      },
    };
  },
});
