import { ElderRay } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';
import { severalFromLibrary } from './from-library.ts';

export const elderRay = defineIndicator({
  name: 'elder-ray',
  summary: "Elder's ray: how far the high is above the average, and how far the low is below it.",
  settings: z.strictObject({ length: candles(13, 'Candles of the exponential average.') }),
  inputs: 'candle',
  outputs: ['bull', 'bear'],
  create: ({ length }) =>
    severalFromLibrary(new ElderRay(length), ({ bullPower = Number.NaN, bearPower = Number.NaN }) => ({
      bull: bullPower,
      bear: bearPower,
    })),
});
