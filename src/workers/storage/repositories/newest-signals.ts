import type { Queries } from '../unit.ts';

/** Statistics look at so many of the newest signals, which takes about a second; older ones say little about the market of today. */
export const MAX_JUDGED = 200_000;

/** Event time from which on there are no more signals than these, but for those of the same moment; undefined where there are not so many. */
export async function sinceOfNewest(db: Queries, count: number): Promise<number | undefined> {
  const oldest = await db
    .selectFrom('signals')
    .select('event_at')
    .orderBy('event_at', 'desc')
    .orderBy('id', 'desc')
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst();
  return oldest?.event_at;
}
