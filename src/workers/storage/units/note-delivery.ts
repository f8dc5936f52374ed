import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { timeMs } from './account-words.ts';
import { webhookId } from './notice-words.ts';
import { text } from './words.ts';

/** How a receiver stands: reached, or why not. One that was removed meanwhile is no matter. */
export const noteDelivery = defineUnit({
  input: z.object({ id: webhookId, atMs: timeMs, isDelivered: z.boolean(), says: text.max(500) }),
  idempotent: true,
  lasts: false,
  whenAway: 'refuse',
  async run({ db }, { id, atMs, isDelivered, says }) {
    await db
      .updateTable('webhooks')
      .set({ last_at: atMs, last_delivered: isDelivered ? 1 : 0, last_says: says })
      .where('id', '=', id)
      .where(({ eb, or }) => or([eb('last_at', 'is', null), eb('last_at', '<=', atMs)]))
      .execute();
  },
});
