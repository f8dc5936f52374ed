import { z } from 'zod';
import { defineRead } from '../unit.ts';

/** The last report of a token as JSON; null where nobody looked yet. */
export const tokenReport = defineRead({
  input: z.object({ mint: z.string() }),
  output: z.object({ checkedAtMs: z.number(), payload: z.string() }).nullable(),
  isQuick: true,
  async run(db, { mint }) {
    const row = await db
      .selectFrom('token_reports')
      .select(['checked_at', 'payload'])
      .where('mint', '=', mint)
      .executeTakeFirst();
    return row === undefined ? null : { checkedAtMs: row.checked_at, payload: row.payload };
  },
});
