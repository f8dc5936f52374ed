import { z } from 'zod';
import { defineRead } from '../unit.ts';

/** Closed candles of a token that opened before this moment: the newest of them, in the order of time. */
export const tokenCandles = defineRead({
  input: z.object({
    mint: z.string(),
    intervalMs: z.int(),
    beforeMs: z.number().nullable(),
    limit: z.int().min(1).max(1000),
  }),
  output: z.array(
    z.object({
      openMs: z.number(),
      open: z.string(),
      high: z.string(),
      low: z.string(),
      close: z.string(),
      volumeUsd: z.number(),
      trades: z.int(),
    }),
  ),
  isQuick: false,
  async run(db, { mint, intervalMs, beforeMs, limit }) {
    const rows = await db
      .selectFrom('token_candles')
      .selectAll()
      .where('mint', '=', mint)
      .where('interval_ms', '=', intervalMs)
      .$if(beforeMs !== null, (query) => query.where('open_at', '<', beforeMs as number))
      .orderBy('open_at', 'desc')
      .limit(limit)
      .execute();
    return rows
      .map(({ open_at, open, high, low, close, volume_usd, trades }) => ({
        openMs: open_at,
        open,
        high,
        low,
        close,
        volumeUsd: volume_usd,
        trades,
      }))
      .reverse();
  },
});
