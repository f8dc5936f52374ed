import type { RetentionPolicy } from './policy.ts';

export const anomalies: RetentionPolicy = {
  name: 'anomalies',
  table: 'anomalies',
  async remove({ db }, beforeMs, max) {
    const old = await db
      .selectFrom('anomalies')
      .select('id')
      .where('event_at', '<', beforeMs)
      .orderBy('event_at')
      .orderBy('id')
      .limit(max)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length > 0) await db.deleteFrom('anomalies').where('id', 'in', ids).execute();
    return ids.length;
  },
};
