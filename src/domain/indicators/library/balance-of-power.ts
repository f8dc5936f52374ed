import { BOP } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { fromLibrary } from './from-library.ts';

export const balanceOfPower = defineIndicator({
  name: 'balance-of-power',
  summary: 'Body of the candle as a share of its range, from -1 to 1.',
  settings: z.strictObject({}),
  inputs: 'candle',
  outputs: ['bop'],
  create: () => fromLibrary(new BOP()),
});
