import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const decay = defineIndicator({
  name: 'decay',
  summary: 'Value that fades when nothing higher comes: evenly, or by the same share each time.',
  settings: z.strictObject({
    length: candles(5, 'One value fades in so many steps.'),
    shape: z.enum(['linear', 'exponential']).default('linear').describe('How it fades.'),
  }),
  inputs: 'close',
  outputs: ['value'],
  create: ({ length, shape }) => {
    let value = Number.NaN;
    return {
      push(newest) {
        const faded = shape === 'linear' ? value - 1 / length : value * (1 - 1 / length);
        value = newest >= faded || Number.isNaN(value) ? newest : faded;
        return value;
      },
    };
  },
});
