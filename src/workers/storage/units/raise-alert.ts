import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { label } from './account-words.ts';
import { alertId, severity } from './notice-words.ts';
import { text } from './words.ts';

/** Tells people of something, once for each id. Also while PostgreSQL is away, which is one of the things to tell. */
export const raiseAlert = defineUnit({
  input: z.object({
    id: alertId,
    kind: label,
    severity,
    title: text.min(1).max(200),
    says: text.max(2000),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  run: (tx, alert) =>
    tx.insert('alerts', [{ ...alert, raised_at: tx.nowMs, cleared_at: null, read_at: null }], 'ignore'),
});
