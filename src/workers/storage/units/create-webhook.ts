import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { AppError } from '../../../core/errors.ts';
import { audit } from '../repositories/audit.ts';
import { MAX_WEBHOOKS, refuseBeyond } from '../repositories/limits.ts';
import { toWebhook } from '../repositories/webhooks.ts';
import { defineUnit } from '../unit.ts';
import { webhook, webhookId, webhookWish } from './notice-words.ts';

/** Adds a receiver of webhooks. What it is to get is owed on the topic `webhook:<id>`. */
export const createWebhook = defineUnit({
  input: webhookWish.extend({
    by,
    id: webhookId,
    /** Sealed by the gateway. */
    secret: z.string().min(1).max(1000),
  }),
  output: webhook,
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, id, name, url, secret, topics }) {
    const known = await tx.db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
    if (known && known.secret !== secret)
      throw new AppError('KEY_REUSED', undefined, { details: { key: id } });
    if (known) return toWebhook(known);
    await refuseBeyond(tx.db, 'webhooks', MAX_WEBHOOKS);
    const row = {
      id,
      name,
      url,
      secret,
      topics: JSON.stringify(topics),
      created_at: tx.nowMs,
      disabled_at: null,
      last_at: null,
      last_delivered: null,
      last_says: null,
    };
    await tx.insert('webhooks', [row]);
    await audit(tx, by, { action: 'createWebhook', target: `webhook:${id}`, details: { name, url, topics } });
    return toWebhook(row);
  },
});
