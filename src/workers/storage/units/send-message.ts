import { z } from 'zod';
import { MAX_PAYLOAD_LENGTH } from '../repositories/outbox.ts';
import { defineUnit } from '../unit.ts';
import { text } from './words.ts';

/** Owes one message that no other change goes with: an alert, a notice. */
export const sendMessage = defineUnit({
  // All that can be wrong with it is found here: in the journal it is confirmed before it is done.
  input: z.object({
    topic: text.min(1).max(100),
    key: text.min(1).max(200),
    payload: z
      .json()
      .refine(
        (payload) => JSON.stringify(payload).length <= MAX_PAYLOAD_LENGTH,
        `must not be longer than ${MAX_PAYLOAD_LENGTH} characters as JSON`,
      ),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  run: (tx, message) => tx.send(message),
  runAll: (tx, writes) => tx.send(...writes.map(({ input, correlationId }) => ({ ...input, correlationId }))),
});
