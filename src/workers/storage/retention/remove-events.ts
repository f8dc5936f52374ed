import type { EventTable } from '../repositories/event-page.ts';
import type { Queries } from '../unit.ts';

/** Removes at most `max` events from before the moment, oldest first; returns their ids. */
export async function removeEvents(
  db: Queries,
  table: EventTable,
  beforeMs: number,
  max: number,
): Promise<string[]> {
  const old = await db
    .selectFrom(table)
    .select('id')
    .where('event_at', '<', beforeMs)
    .orderBy('event_at')
    .orderBy('id')
    .limit(max)
    .execute();
  const ids = old.map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom(table).where('id', 'in', ids).execute();
  return ids;
}
