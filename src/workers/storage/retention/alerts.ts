import type { RetentionPolicy } from './policy.ts';

/** Alerts of the system, also those that nobody read or cleared: what still matters is raised again. */
export const alerts: RetentionPolicy = {
  name: 'alerts',
  table: 'alerts',
  async remove({ db }, beforeMs, max) {
    const oldest = await db
      .selectFrom('alerts')
      .select(['seq', 'raised_at'])
      .orderBy('seq')
      .limit(max)
      .execute();
    const old = oldest.filter(({ raised_at }) => raised_at < beforeMs).map(({ seq }) => seq);
    if (old.length > 0) await db.deleteFrom('alerts').where('seq', 'in', old).execute();
    return old.length;
  },
};
