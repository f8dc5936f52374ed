import { z } from 'zod';
import { countWaiting, toWebhook } from '../repositories/webhooks.ts';
import { defineRead } from '../unit.ts';
import { webhook } from '../units/notice-words.ts';

/** The receivers of webhooks, the oldest first, and how many messages wait for each, at most 10,000. */
export const webhooks = defineRead({
  input: z.undefined(),
  output: z.array(webhook.extend({ waiting: z.int() })),
  isQuick: false,
  async run(db) {
    const rows = await db.selectFrom('webhooks').selectAll().orderBy('created_at').orderBy('id').execute();
    const found = [];
    for (const row of rows) found.push({ ...toWebhook(row), waiting: await countWaiting(db, row.id) });
    return found;
  },
});
