import type { RetentionPolicy } from './policy.ts';

/** Signals by the time of their event, each with what became of it. */
export const signals: RetentionPolicy = {
  name: 'signals',
  table: 'signals',
  async remove({ db }, beforeMs, max) {
    const old = await db
      .selectFrom('signals')
      .select('id')
      .where('event_at', '<', beforeMs)
      .orderBy('event_at')
      .orderBy('id')
      .limit(max)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await db.deleteFrom('signal_outcomes').where('signal_id', 'in', ids).execute();
    await db.deleteFrom('signals').where('id', 'in', ids).execute();
    return ids.length;
  },
};
