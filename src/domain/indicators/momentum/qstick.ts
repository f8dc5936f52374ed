import { z } from 'zod';
import { Mean } from '../blocks/mean.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const qstick = defineIndicator({
  name: 'qstick',
  summary: 'Average of what candles rise from open to close.',
  settings: z.strictObject({ length: candles(8, 'Candles that are averaged.') }),
  inputs: 'candle',
  outputs: ['qstick'],
  create: ({ length }) => {
    const mean = new Mean(length);
    return { push: ({ open, close }) => mean.push(close - open) };
  },
});
