import { FisherTransform } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { fromLibrary } from './from-library.ts';

export const fisher = defineIndicator({
  name: 'fisher',
  summary: "Ehlers's Fisher transform: place of the price in its range, stretched so that turns stand out.",
  settings: z.strictObject({ length: candles(10, 'Candles of the range.', 2) }),
  inputs: 'candle',
  outputs: ['fisher'],
  create: ({ length }) => fromLibrary(new FisherTransform(length)),
});
