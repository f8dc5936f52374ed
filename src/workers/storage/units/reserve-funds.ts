import { z } from 'zod';
import { reserve } from '../repositories/funds.ts';
import { defineUnit } from '../unit.ts';
import { name, positiveAmount } from './words.ts';

/** Promises part of a balance to an intent, if it is there: checked and reserved at once, so no two can have the same money. */
export const reserveFunds = defineUnit({
  input: z.object({ id: name, account: name, asset: name, amount: positiveAmount }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  run: reserve,
});
