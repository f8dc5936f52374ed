import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';

export const balanceOfPower = defineIndicator({
  name: 'balance-of-power',
  summary: 'Body of the candle as a share of its range, from -1 to 1.',
  settings: z.strictObject({}),
  inputs: 'candle',
  outputs: ['bop'],
  create: () => ({
    push: ({ open, high, low, close }) => (high === low ? 0 : (close - open) / (high - low)),
  }),
});
