import { z } from 'zod';
import { defineUnit } from '../unit.ts';

/** Owes one message that no other change goes with: an alert, a notice. */
export const sendMessage = defineUnit({
  input: z.object({
    topic: z.string().min(1).max(100),
    key: z.string().min(1).max(200),
    payload: z.json(),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  run: (tx, message) => tx.send(message),
  runAll: (tx, writes) => tx.send(...writes.map(({ input, correlationId }) => ({ ...input, correlationId }))),
});
