import { z } from 'zod';
import { confirm } from '../repositories/outbox.ts';
import { defineUnit } from '../unit.ts';
import { text } from './words.ts';

/** A consumer has handled everything of its topic up to `seq`. Lost in a power cut, it is handled once more and recognised. */
export const confirmMessages = defineUnit({
  input: z.object({ topic: text.min(1).max(100), seq: z.int().min(0) }),
  idempotent: true,
  lasts: false,
  whenAway: 'journal',
  run: (tx, { topic, seq }) => confirm(tx, topic, seq),
});
