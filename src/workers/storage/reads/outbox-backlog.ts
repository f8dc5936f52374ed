import { z } from 'zod';
import { defineRead } from '../unit.ts';

/** Messages that nobody has confirmed, by topic, and since when the oldest of them waits. */
export const outboxBacklog = defineRead({
  input: z.undefined(),
  output: z.array(z.object({ topic: z.string(), waiting: z.int(), oldestAtMs: z.int() })),
  isQuick: false,
  async run(db) {
    const rows = await db
      .selectFrom('outbox')
      .leftJoin('outbox_topics', 'outbox_topics.topic', 'outbox.topic')
      .where(({ eb, fn, val }) => eb('outbox.seq', '>', fn.coalesce('outbox_topics.confirmed_seq', val(0))))
      .groupBy('outbox.topic')
      .orderBy('outbox.topic')
      .select(({ fn }) => [
        'outbox.topic',
        fn.countAll<number>().as('waiting'),
        fn.min('outbox.created_at').as('oldest'),
      ])
      .execute();
    return rows.map(({ topic, waiting, oldest }) => ({
      topic,
      waiting: Number(waiting),
      oldestAtMs: Number(oldest),
    }));
  },
});
