import { z } from 'zod';
import { Moments } from '../blocks/moments.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const dispersion = defineIndicator({
  name: 'dispersion',
  summary:
    'Variance and standard deviation of the last closes as a whole population, and the error of their mean.',
  settings: z.strictObject({ length: candles(20, 'Candles that count.') }),
  inputs: 'close',
  outputs: ['variance', 'deviation', 'standardError'],
  create: ({ length }) => {
    const moments = new Moments(length);
    return {
      push(close) {
        const variance = moments.push(close);
        const deviation = Math.sqrt(variance);
        return { variance, deviation, standardError: deviation / Math.sqrt(length) };
      },
    };
  },
});
