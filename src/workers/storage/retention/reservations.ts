import type { RetentionPolicy } from './policy.ts';

/** Promises that were closed. What they moved stands in the entries, which stay. */
export const reservations: RetentionPolicy = {
  name: 'reservations',
  table: 'reservations',
  async remove({ db }, beforeMs, max) {
    const old = await db
      .selectFrom('reservations')
      .select('id')
      .where('closed_at', '<', beforeMs)
      .orderBy('closed_at')
      .limit(max)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length > 0) await db.deleteFrom('reservations').where('id', 'in', ids).execute();
    return ids.length;
  },
};
