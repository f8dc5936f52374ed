import { RelativeVigorIndex } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { severalFromLibrary } from './from-library.ts';

export const relativeVigor = defineIndicator({
  name: 'relative-vigor',
  summary: 'Relative vigor: bodies of the candles as a share of their ranges, smoothed, and its signal.',
  settings: z.strictObject({ length: candles(10, 'Candles that are averaged.') }),
  inputs: 'candle',
  outputs: ['vigor', 'signal'],
  create: ({ length }) =>
    severalFromLibrary(new RelativeVigorIndex(length), ({ rvgi = Number.NaN, signal = Number.NaN }) => ({
      vigor: rvgi,
      signal,
    })),
});
