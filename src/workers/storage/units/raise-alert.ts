import { z } from 'zod';
import { toAlert } from '../repositories/alerts.ts';
import { oweWebhooks } from '../repositories/webhook-events.ts';
import { defineUnit } from '../unit.ts';
import { label } from './account-words.ts';
import { alertId, severity } from './notice-words.ts';
import { text } from './words.ts';

/**
 * Keeps an alert, once for each id, and owes it to the receivers of webhooks, once too: one that was kept in silence is told
 * when it is raised again. Also while PostgreSQL is away, which is one of the things to tell.
 */
export const raiseAlert = defineUnit({
  input: z.object({
    id: alertId,
    kind: label,
    severity,
    title: text.min(1).max(200),
    says: text.max(2000),
    /** Nothing is told of a kind that is muted. */
    isTold: z.boolean().default(false),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  async run(tx, { isTold, ...alert }) {
    const row = { ...alert, raised_at: tx.nowMs, cleared_at: null, read_at: null };
    await tx.insert('alerts', [row], 'ignore');
    if (!isTold) return;
    const kept = tx.db.selectFrom('alerts').selectAll().where('id', '=', alert.id);
    const data = toAlert(await kept.executeTakeFirstOrThrow());
    await oweWebhooks(tx, `alert.raised-${alert.id}`, { topic: 'alerts', type: 'alert.raised', data });
  },
});
