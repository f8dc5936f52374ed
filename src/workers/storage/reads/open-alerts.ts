import { z } from 'zod';
import { toAlert } from '../repositories/alerts.ts';
import { defineRead } from '../unit.ts';
import { alert } from '../units/notice-words.ts';

const MAX_OPEN = 200;

/** Alerts that were not cleared, newest first, at most 200: what a life before this one raised is among them. */
export const openAlerts = defineRead({
  input: z.undefined(),
  output: z.array(alert),
  isQuick: true,
  async run(db) {
    const rows = await db
      .selectFrom('alerts')
      .selectAll()
      .where('cleared_at', 'is', null)
      .orderBy('seq', 'desc')
      .limit(MAX_OPEN)
      .execute();
    return rows.map(toAlert);
  },
});
