import { CHOP } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { fromLibrary } from './from-library.ts';

export const choppiness = defineIndicator({
  name: 'choppiness',
  summary: 'Choppiness: way of the price against its span, near 100 sideways, near 0 in a trend.',
  settings: z.strictObject({ length: candles(14, 'Candles that count.', 2) }),
  inputs: 'candle',
  outputs: ['chop'],
  create: ({ length }) => fromLibrary(new CHOP(length)),
});
