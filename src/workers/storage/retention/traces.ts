import type { RetentionPolicy } from './policy.ts';

/** Traces come in the order of their time, so only the oldest rows are looked at. */
export const traces: RetentionPolicy = {
  name: 'traces',
  table: 'traces',
  async remove({ db }, beforeMs, max) {
    const oldest = await db.selectFrom('traces').select(['seq', 'at']).orderBy('seq').limit(max).execute();
    const old = oldest.filter(({ at }) => at < beforeMs).map(({ seq }) => seq);
    if (old.length > 0) await db.deleteFrom('traces').where('seq', 'in', old).execute();
    return old.length;
  },
};
