import type { Queries } from '../unit.ts';
import type { RetentionPolicy } from './policy.ts';
import { removeBars } from './remove-bars.ts';

const HOUR_MS = 3_600_000;

/** Those shorter than an hour, of each length the oldest first; longer ones are few and kept for ever. */
export const candles: RetentionPolicy = {
  name: 'candles',
  table: 'candles',
  async remove({ db }, beforeMs, max) {
    let removed = 0;
    for (let longer = await nextLength(db, 0); longer !== undefined; longer = await nextLength(db, longer)) {
      if (removed >= max || longer >= HOUR_MS) break;
      const lengthMs = longer;
      removed += await removeBars(db, 'candles', [beforeMs, max - removed], (eb) => [
        eb('interval_ms', '=', lengthMs),
      ]);
    }
    return removed;
  },
};

async function nextLength(db: Queries, afterMs: number): Promise<number | undefined> {
  const next = await db
    .selectFrom('candles')
    .select('interval_ms')
    .where('interval_ms', '>', afterMs)
    .orderBy('interval_ms')
    .limit(1)
    .executeTakeFirst();
  return next?.interval_ms;
}
