import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { dropWaiting } from '../repositories/webhooks.ts';
import { defineUnit } from '../unit.ts';
import { webhookId } from './notice-words.ts';

/** Removes a receiver and what waits for it. Answers whether there was one. */
export const removeWebhook = defineUnit({
  input: z.object({ by, id: webhookId }),
  output: z.boolean(),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, id }) {
    const row = await tx.db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return false;
    await tx.db.deleteFrom('webhooks').where('id', '=', id).execute();
    await dropWaiting(tx, id);
    await audit(tx, by, {
      action: 'removeWebhook',
      target: `webhook:${id}`,
      details: { name: row.name, url: row.url },
    });
    return true;
  },
});
