import { z } from 'zod';
import { resend } from '../repositories/outbox.ts';
import { defineUnit } from '../unit.ts';

/**
 * Owes parked messages again, with their keys, as the newest of their topics. Whoever asks for it says that they were not
 * done, or that their receiver knows their keys. Answers how many were still parked.
 */
export const resendParked = defineUnit({
  input: z.object({ seqs: z.array(z.int().min(1)).min(1).max(1000) }),
  output: z.int(),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { seqs }) {
    let resent = 0;
    for (const seq of seqs.toSorted((a, b) => a - b)) if (await resend(tx, seq)) resent++;
    return resent;
  },
});
