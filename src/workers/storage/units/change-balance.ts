import { z } from 'zod';
import { changeBalance as change, SPENT } from '../repositories/funds.ts';
import { defineUnit } from '../unit.ts';
import { name, wholeAmount } from './words.ts';

/** Books a deposit, fee, fill or withdrawal once, however often it is told; the balance may not fall below what is reserved. */
export const changeBalance = defineUnit({
  input: z.object({
    key: name.refine((key) => !key.startsWith(SPENT), `must not begin with ${SPENT}`),
    account: name,
    asset: name,
    amount: wholeAmount,
    reason: z.string().max(500),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  run: change,
});
