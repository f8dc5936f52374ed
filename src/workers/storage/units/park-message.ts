import { z } from 'zod';
import { park } from '../repositories/outbox.ts';
import { defineUnit } from '../unit.ts';

/** A consumer cannot handle a message: it waits beside its topic for a person, and those behind it go on. */
export const parkMessage = defineUnit({
  input: z.object({
    topic: z.string().min(1).max(100),
    seq: z.int().min(1),
    reason: z.string().max(2000),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  run: (tx, { topic, seq, reason }) => park(tx, topic, seq, reason),
});
