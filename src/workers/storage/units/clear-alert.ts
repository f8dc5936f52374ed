import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { alertId } from './notice-words.ts';

/** What the alert was about is over; cleared once, and one that is not known is no matter. */
export const clearAlert = defineUnit({
  input: z.object({ id: alertId }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  async run({ db, nowMs }, { id }) {
    await db
      .updateTable('alerts')
      .set({ cleared_at: nowMs })
      .where('id', '=', id)
      .where('cleared_at', 'is', null)
      .execute();
  },
});
