import { z } from 'zod';
import { drop } from '../repositories/outbox.ts';
import { defineUnit } from '../unit.ts';

/** Forgets parked messages: they will never be handled. Answers how many were still parked. */
export const dropParked = defineUnit({
  input: z.object({ seqs: z.array(z.int().min(1)).min(1).max(1000) }),
  output: z.int(),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { seqs }) {
    let dropped = 0;
    for (const seq of seqs) if (await drop(tx, seq)) dropped++;
    return dropped;
  },
});
