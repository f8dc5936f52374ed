import { z } from 'zod';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead } from '../unit.ts';

const parked = z.object({
  seq: z.int(),
  topic: z.string(),
  key: z.string(),
  /** JSON. */
  payload: z.string(),
  correlationId: z.string(),
  reason: z.string(),
  parkedAtMs: z.int(),
});

/** Messages that wait for a person's decision, oldest first, of one topic or of all. The next page begins after the last `seq`. */
export const parkedMessages = defineRead({
  input: z.object({
    topic: z.string().optional(),
    after: z.int().min(0).default(0),
    max: z.int().min(1).max(100).default(100),
  }),
  output: z.array(parked),
  isQuick: true,
  async run(db, { topic, after, max }) {
    const rows = await db
      .selectFrom('outbox_parked')
      .selectAll()
      .where('seq', '>', after)
      .$if(topic !== undefined, (query) => query.where('topic', '=', topic as string))
      .orderBy('seq')
      .limit(max)
      .execute();
    return withinBudget(rows).map((row) => ({
      seq: row.seq,
      topic: row.topic,
      key: row.message_key,
      payload: row.payload,
      correlationId: row.correlation_id,
      reason: row.reason,
      parkedAtMs: row.parked_at,
    }));
  },
});
