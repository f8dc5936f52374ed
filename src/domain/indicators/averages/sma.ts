import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const sma = defineIndicator({
  name: 'sma',
  summary: 'Simple moving average.',
  settings: z.strictObject({ length: candles(20, 'Candles that are averaged.') }),
  inputs: 'close',
  outputs: ['sma'],
  create: ({ length }) => new Mean(length),
});
