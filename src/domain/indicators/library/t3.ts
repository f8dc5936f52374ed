import { T3 } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles, factor } from '../indicator-settings.ts';
import { fromLibrary } from './from-library.ts';

export const t3 = defineIndicator({
  name: 't3',
  summary: "Tillson's T3: six exponential averages combined to be smooth and little late.",
  settings: z.strictObject({
    length: candles(10, 'Candles of each average.'),
    volume: factor(0.7, 'How much of the lag is taken out.', { min: 0, max: 1 }),
  }),
  inputs: 'close',
  outputs: ['t3'],
  create: ({ length, volume }) => fromLibrary(new T3(length, volume)),
});
