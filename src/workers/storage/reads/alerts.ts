import { z } from 'zod';
import { countUnread, toAlert } from '../repositories/alerts.ts';
import { defineRead } from '../unit.ts';
import { timeMs } from '../units/account-words.ts';
import { alert } from '../units/notice-words.ts';

/** Alerts, newest first, how many are unread (at most 1000 are counted), and what people do not want to hear of. */
export const alerts = defineRead({
  input: z.object({ before: z.int().optional(), max: z.int().min(1).max(200).default(50) }),
  output: z.object({
    alerts: z.array(alert),
    unread: z.int(),
    /** Also those that have ended: the caller knows the time. */
    mutes: z.array(z.object({ kind: z.string(), untilMs: timeMs })),
    /** Where the next page begins; null at the end. */
    nextBefore: z.int().nullable(),
  }),
  isQuick: true,
  async run(db, { before, max }) {
    const rows = await db
      .selectFrom('alerts')
      .selectAll()
      .$if(before !== undefined, (query) => query.where('seq', '<', before as number))
      .orderBy('seq', 'desc')
      .limit(max)
      .execute();
    const mutes = await db.selectFrom('alert_mutes').selectAll().orderBy('kind').execute();
    return {
      alerts: rows.map(toAlert),
      unread: await countUnread(db),
      mutes: mutes.map(({ kind, until_at }) => ({ kind, untilMs: until_at })),
      nextBefore: rows.length === max ? (rows.at(-1)?.seq ?? null) : null,
    };
  },
});
