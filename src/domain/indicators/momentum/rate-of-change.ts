import { z } from 'zod';
import { Lag } from '../blocks/lag.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const rateOfChange = defineIndicator({
  name: 'rate-of-change',
  summary: 'Change since some candles ago: as it is, in percent, and as a ratio.',
  settings: z.strictObject({ length: candles(14, 'Candles back.') }),
  inputs: 'close',
  outputs: ['momentum', 'percent', 'ratio'],
  create: ({ length }) => {
    const lag = new Lag(length);
    return {
      push(close) {
        const before = lag.push(close);
        return {
          momentum: close - before,
          percent: (100 * (close - before)) / before,
          ratio: close / before,
        };
      },
    };
  },
});
