import { z } from 'zod';
import { closeReservation as close } from '../repositories/funds.ts';
import { defineUnit } from '../unit.ts';
import { name, wholeAmount } from './words.ts';

/** Ends a reservation: what was spent leaves the balance, the rest is free again. Closing it the same way twice is once. */
export const closeReservation = defineUnit({
  input: z.object({ id: name, spent: wholeAmount.refine((amount) => !amount.startsWith('-')) }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  run: close,
});
