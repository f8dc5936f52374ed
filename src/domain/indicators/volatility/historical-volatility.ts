import { z } from 'zod';
import { Moments } from '../blocks/moments.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';

export const historicalVolatility = defineIndicator({
  name: 'historical-volatility',
  summary: 'Standard deviation of the returns, scaled to a longer time.',
  settings: z.strictObject({
    length: candles(20, 'Returns that count.'),
    scale: factor(
      252,
      'Candles of the time to which it is scaled: 252 trading days, 365 days, 525600 minutes.',
      { min: 0.001, max: 100_000_000 },
    ),
  }),
  inputs: 'close',
  outputs: ['volatility'],
  create: ({ length, scale }) => {
    const moments = new Moments(length);
    let previous = Number.NaN;
    return {
      push(close) {
        const variance = moments.push(close / previous - 1);
        previous = close;
        return Math.sqrt(variance * scale);
      },
    };
  },
});
