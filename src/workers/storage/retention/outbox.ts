import type { RetentionPolicy } from './policy.ts';

/** Messages that were handled. While they are kept, a repeated write does not owe its message again. */
export const outbox: RetentionPolicy = {
  name: 'outbox',
  table: 'outbox',
  async remove({ db }, beforeMs, max) {
    const topics = await db.selectFrom('outbox_topics').selectAll().execute();
    let removed = 0;
    for (const { topic, confirmed_seq: confirmed } of topics) {
      if (removed >= max) break;
      const oldest = await db
        .selectFrom('outbox')
        .select(['seq', 'created_at'])
        .where('topic', '=', topic)
        .where('seq', '<=', confirmed)
        .orderBy('seq')
        .limit(max - removed)
        .execute();
      const old = oldest.filter(({ created_at }) => created_at < beforeMs).map(({ seq }) => seq);
      if (old.length > 0) await db.deleteFrom('outbox').where('seq', 'in', old).execute();
      removed += old.length;
    }
    return removed;
  },
};
