import { VortexIndicator } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { severalFromLibrary } from './from-library.ts';

export const vortex = defineIndicator({
  name: 'vortex',
  summary: 'Vortex: upward and downward movement as shares of the true range; the larger one is the trend.',
  settings: z.strictObject({ length: candles(14, 'Candles that are summed.', 2) }),
  inputs: 'candle',
  outputs: ['plus', 'minus'],
  create: ({ length }) =>
    severalFromLibrary(new VortexIndicator(length), ({ plus = Number.NaN, minus = Number.NaN }) => ({
      plus,
      minus,
    })),
});
