import type { Queries } from '../unit.ts';
import type { RetentionPolicy } from './policy.ts';

const HOUR_MS = 3_600_000;

/** Those shorter than an hour, of each length the oldest first; longer ones are few and kept for ever. */
export const candles: RetentionPolicy = {
  name: 'candles',
  table: 'candles',
  async remove({ db }, beforeMs, max) {
    let removed = 0;
    for (let longer = await nextLength(db, 0); longer !== undefined; longer = await nextLength(db, longer)) {
      if (removed >= max || longer >= HOUR_MS) break;
      removed += await removeOf(db, longer, beforeMs, max - removed);
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

async function removeOf(db: Queries, intervalMs: number, beforeMs: number, max: number): Promise<number> {
  const old = await db
    .selectFrom('candles')
    .select(['instrument', 'open_at'])
    .where('interval_ms', '=', intervalMs)
    .where('open_at', '<', beforeMs)
    .orderBy('open_at')
    .orderBy('instrument')
    .limit(max)
    .execute();
  const last = old.at(-1);
  if (!last) return 0;
  await db
    .deleteFrom('candles')
    .where('interval_ms', '=', intervalMs)
    .where(({ and, eb, or }) =>
      or([
        eb('open_at', '<', last.open_at),
        and([eb('open_at', '=', last.open_at), eb('instrument', '<=', last.instrument)]),
      ]),
    )
    .execute();
  return old.length;
}
