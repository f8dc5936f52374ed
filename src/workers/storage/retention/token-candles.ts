import type { RetentionPolicy } from './policy.ts';

const HOUR_MS = 3_600_000;

/** Those shorter than an hour; longer ones are few and kept for ever. */
export const tokenCandles: RetentionPolicy = {
  name: 'tokenCandles',
  table: 'token_candles',
  async remove({ db }, beforeMs, max) {
    const old = await db
      .selectFrom('token_candles')
      .select(['mint', 'interval_ms', 'open_at'])
      .where('interval_ms', '<', HOUR_MS)
      .where('open_at', '<', beforeMs)
      .orderBy('interval_ms')
      .orderBy('open_at')
      .limit(max)
      .execute();
    const minutes = new Map<number, number>();
    for (const { interval_ms, open_at } of old) minutes.set(interval_ms, open_at);
    let removed = 0;
    // The last moment of each length may have candles beyond the limit: they go with the others of their moment.
    for (const [interval, last] of minutes) {
      const result = await db
        .deleteFrom('token_candles')
        .where('interval_ms', '=', interval)
        .where('open_at', '<=', last)
        .executeTakeFirst();
      removed += Number(result.numDeletedRows);
    }
    return removed;
  },
};
