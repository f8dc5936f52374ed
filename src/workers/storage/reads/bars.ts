import { z } from 'zod';
import { footprintView } from '../../../domain/order-flow/market-words.ts';
import { unpackRows } from '../repositories/packed-rows.ts';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead } from '../unit.ts';

/** Closed footprint bars of an instrument that opened before this moment: the newest of them, in the order of time. */
export const bars = defineRead({
  input: z.object({
    instrument: z.string(),
    beforeMs: z.number().nullable(),
    limit: z.int().min(1).max(1000),
  }),
  output: z.array(footprintView),
  isQuick: false,
  async run(db, { instrument, beforeMs, limit }) {
    const rows = await db
      .selectFrom('footprint_bars')
      .select(['payload', 'rows'])
      .where('instrument', '=', instrument)
      .$if(beforeMs !== null, (query) => query.where('open_at', '<', Math.ceil(beforeMs as number)))
      .orderBy('open_at', 'desc')
      .limit(limit)
      .execute();
    const found = rows.map(({ payload, rows }) => ({ ...JSON.parse(payload), rows: unpackRows(rows) }));
    const page = withinBudget(found.map((bar) => ({ bar, payload: JSON.stringify(bar) })));
    return page.map(({ bar }) => bar).reverse();
  },
});
