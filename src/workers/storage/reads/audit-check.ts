import { z } from 'zod';
import { checkAudit } from '../repositories/audit-chain.ts';
import { defineRead } from '../unit.ts';

/** Whether every entry of the audit is as it was written, and none is missing. */
export const auditCheck = defineRead({
  input: z.undefined(),
  output: z.object({
    entries: z.int(),
    /** The first that was changed, removed or added past the program; null when there is none. */
    brokenAtSeq: z.int().nullable(),
  }),
  isQuick: false,
  run: (db) => checkAudit(db),
});
