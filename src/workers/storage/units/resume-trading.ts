import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { setStopped, stopStateOf } from '../repositories/trading-stop.ts';
import { defineUnit } from '../unit.ts';
import { stopState } from './account-words.ts';
import { text } from './words.ts';

/** Allows new positions again. Never on the word of a journal: whoever resumes sees the database. */
export const resumeTrading = defineUnit({
  input: z.object({ by, reason: text.max(500).default('') }),
  output: stopState,
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, reason }) {
    await setStopped(tx, by, false, reason);
    return stopStateOf(tx.db);
  },
});
