import { z } from 'zod';
import { WeightedMean } from '../blocks/weighted-mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const wma = defineIndicator({
  name: 'wma',
  summary: 'Moving average whose weights rise evenly towards the newest candle.',
  settings: z.strictObject({ length: candles(20, 'Candles that are averaged.') }),
  inputs: 'close',
  outputs: ['wma'],
  create: ({ length }) => new WeightedMean(length),
});
