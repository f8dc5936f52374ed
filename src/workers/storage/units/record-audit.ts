import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { defineUnit } from '../unit.ts';
import { label } from './account-words.ts';
import { text } from './words.ts';

const MAX_DETAILS_LENGTH = 4000;

/** Enters a change whose effect lies elsewhere: a restart, a setting. Also while PostgreSQL is away, when much is restarted. */
export const recordAudit = defineUnit({
  input: z.object({
    by,
    action: label,
    target: text.max(200),
    /** Never a secret. */
    details: z
      .record(z.string(), z.json())
      .refine(
        (details) => JSON.stringify(details).length <= MAX_DETAILS_LENGTH,
        `must not be longer than ${MAX_DETAILS_LENGTH} characters as JSON`,
      )
      .default({}),
  }),
  idempotent: false,
  lasts: true,
  whenAway: 'journal',
  run: (tx, { by, ...entry }) => audit(tx, by, entry),
});
