import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { solanaAddress } from './chain-words.ts';
import { text } from './words.ts';

const MAX_EACH = 500;
const decimal = z.string().regex(/^\d{1,40}(\.\d{1,60})?$/);

/** Reports of tokens, of each the youngest; closed candles, each as it came last. */
export const recordTokenFacts = defineUnit({
  input: z.object({
    reports: z
      .array(
        z.object({
          mint: solanaAddress,
          checkedAtMs: z.number(),
          verdict: z.enum(['safe', 'caution', 'refuse']),
          score: z.int(),
          /** JSON. */
          payload: text.max(200_000),
        }),
      )
      .max(MAX_EACH)
      .default([]),
    candles: z
      .array(
        z.object({
          mint: solanaAddress,
          intervalMs: z.int().min(1000),
          openMs: z.int(),
          open: decimal,
          high: decimal,
          low: decimal,
          close: decimal,
          volumeUsd: z.number(),
          trades: z.int(),
        }),
      )
      .max(MAX_EACH)
      .default([]),
  }),
  idempotent: true,
  lasts: false,
  whenAway: 'refuse',
  async run({ db }, { reports, candles }) {
    for (const { mint, checkedAtMs, verdict, score, payload } of reports)
      await db
        .insertInto('token_reports')
        .values({ mint, checked_at: checkedAtMs, verdict, score, payload })
        .onConflict((conflict) =>
          conflict
            .column('mint')
            .doUpdateSet({ checked_at: checkedAtMs, verdict, score, payload })
            .where('token_reports.checked_at', '<=', checkedAtMs),
        )
        .execute();
    for (const { intervalMs, openMs, volumeUsd, ...candle } of candles) {
      const row = { ...candle, interval_ms: intervalMs, open_at: openMs, volume_usd: volumeUsd };
      await db
        .insertInto('token_candles')
        .values(row)
        .onConflict((conflict) => conflict.columns(['mint', 'interval_ms', 'open_at']).doUpdateSet(row))
        .execute();
    }
  },
});
