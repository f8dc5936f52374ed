import { z } from 'zod';
import { confirmedSeq } from '../repositories/outbox.ts';
import { defineRead, type Queries } from '../unit.ts';

/** Of one topic: counting more would take the thread that also writes, where there is no other, for too long. */
const MAX_COUNTED = 50_000;

const backlog = z.object({ topic: z.string(), waiting: z.int(), oldestAtMs: z.int() });

/**
 * Messages that nobody has confirmed, by topic, at most 50,000 of each; and since when the first of them waits. Rows that are
 * handled stay for days, so neither the topics nor what waits are found by reading all of them.
 */
export const outboxBacklog = defineRead({
  input: z.undefined(),
  output: z.array(backlog),
  isQuick: false,
  async run(db) {
    const found: z.output<typeof backlog>[] = [];
    for (let topic = await nextTopic(db); topic !== undefined; topic = await nextTopic(db, topic)) {
      const after = await confirmedSeq(db, topic);
      const oldest = await unconfirmed(db, topic, after).limit(1).executeTakeFirst();
      if (!oldest) continue;
      const { waiting } = await db
        .selectFrom(unconfirmed(db, topic, after).limit(MAX_COUNTED).as('counted'))
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .executeTakeFirstOrThrow();
      found.push({ topic, waiting: Number(waiting), oldestAtMs: oldest.created_at });
    }
    return found;
  },
});

/** Steps from topic to topic by the index. */
async function nextTopic(db: Queries, after?: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('topic')
    .$if(after !== undefined, (query) => query.where('topic', '>', after as string))
    .orderBy('topic')
    .limit(1)
    .executeTakeFirst();
  return row?.topic;
}

function unconfirmed(db: Queries, topic: string, after: number) {
  return db
    .selectFrom('outbox')
    .select(['seq', 'created_at'])
    .where('topic', '=', topic)
    .where('seq', '>', after)
    .orderBy('seq');
}
