import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { defineUnit } from '../unit.ts';

/** Marks alerts as read, up to and with one of them. Answers how many were unread. */
export const readAlerts = defineUnit({
  input: z.object({ by, upTo: z.int().min(0) }),
  output: z.int(),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, upTo }) {
    const { numUpdatedRows } = await tx.db
      .updateTable('alerts')
      .set({ read_at: tx.nowMs })
      .where('read_at', 'is', null)
      .where('seq', '<=', upTo)
      .executeTakeFirstOrThrow();
    const read = Number(numUpdatedRows);
    if (read > 0) await audit(tx, by, { action: 'readAlerts', target: 'alerts', details: { upTo, read } });
    return read;
  },
});
