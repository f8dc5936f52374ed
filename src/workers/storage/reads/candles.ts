import { z } from 'zod';
import { candleView } from '../../../domain/order-flow/market-words.ts';
import { defineRead } from '../unit.ts';
import { intervalMs } from '../units/flow-words.ts';

/** Closed candles of an instrument that opened before this moment: the newest of them, in the order of time. */
export const candles = defineRead({
  input: z.object({
    instrument: z.string(),
    intervalMs,
    beforeMs: z.number().nullable(),
    limit: z.int().min(1).max(2000),
  }),
  output: z.array(candleView),
  isQuick: false,
  async run(db, { instrument, intervalMs, beforeMs, limit }) {
    const rows = await db
      .selectFrom('candles')
      .select(['open_at', 'open', 'high', 'low', 'close', 'volume', 'delta'])
      .where('instrument', '=', instrument)
      .where('interval_ms', '=', intervalMs)
      .$if(beforeMs !== null, (query) => query.where('open_at', '<', Math.ceil(beforeMs as number)))
      .orderBy('open_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ open_at: openMs, ...figures }) => ({ openMs, ...figures, isClosed: true })).reverse();
  },
});
