import { z } from 'zod';
import { toAlert } from '../repositories/alerts.ts';
import { oweWebhooks } from '../repositories/webhook-events.ts';
import { defineUnit } from '../unit.ts';
import { alertId } from './notice-words.ts';
import { text } from './words.ts';

/** What the alert was about is over; cleared and told once, and one that is not known is no matter. */
export const clearAlert = defineUnit({
  input: z.object({
    id: alertId,
    /** The message of recovery for the receivers of webhooks; null for those who need not hear of it. */
    recovered: text.max(2000).nullable().default(null),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  async run(tx, { id, recovered }) {
    await tx.db
      .updateTable('alerts')
      .set({ cleared_at: tx.nowMs })
      .where('id', '=', id)
      .where('cleared_at', 'is', null)
      .execute();
    if (recovered === null) return;
    const row = await tx.db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return;
    const data = { ...toAlert(row), says: recovered };
    await oweWebhooks(tx, `alert.cleared-${id}`, { topic: 'alerts', type: 'alert.cleared', data });
  },
});
