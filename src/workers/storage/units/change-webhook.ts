import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { toWebhook, webhookOf } from '../repositories/webhooks.ts';
import { defineUnit } from '../unit.ts';
import { webhook, webhookId, webhookWish } from './notice-words.ts';

/** Changes a receiver, or switches it off or on. WEBHOOK_UNKNOWN where there is none. */
export const changeWebhook = defineUnit({
  input: webhookWish.partial().extend({ by, id: webhookId, isDisabled: z.boolean().optional() }),
  output: webhook,
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, id, ...wish }) {
    const before = await webhookOf(tx.db, id);
    const { name = before.name, url = before.url, isDisabled = before.disabled_at !== null } = wish;
    const topics = wish.topics ? JSON.stringify(wish.topics) : before.topics;
    const disabled_at = isDisabled ? (before.disabled_at ?? tx.nowMs) : null;
    const change = { name, url, topics, disabled_at };
    const changed = Object.entries(change).filter(
      ([column, value]) => before[column as keyof typeof change] !== value,
    );
    if (changed.length === 0) return toWebhook(before);
    await tx.db.updateTable('webhooks').set(change).where('id', '=', id).execute();
    await audit(tx, by, { action: 'changeWebhook', target: `webhook:${id}`, details: wish });
    return toWebhook({ ...before, ...change });
  },
});
