import { z } from 'zod';
import { confirmedSeq } from '../repositories/outbox.ts';
import { defineRead } from '../unit.ts';

const message = z.object({
  seq: z.int(),
  key: z.string(),
  payload: z.string(),
  correlationId: z.string(),
  createdAtMs: z.int(),
});

/** The next messages owed on a topic, in order: those after `after` that nobody has confirmed. */
export const messages = defineRead({
  input: z.object({
    topic: z.string(),
    after: z.int().min(0).default(0),
    max: z.int().min(1).max(1000).default(256),
  }),
  output: z.array(message),
  async run(db, { topic, after, max }) {
    const confirmed = await confirmedSeq(db, topic);
    const rows = await db
      .selectFrom('outbox')
      .select(['seq', 'message_key', 'payload', 'correlation_id', 'created_at'])
      .where('topic', '=', topic)
      .where('seq', '>', Math.max(after, confirmed))
      .orderBy('seq')
      .limit(max)
      .execute();
    return rows.map((row) => ({
      seq: row.seq,
      key: row.message_key,
      payload: row.payload,
      correlationId: row.correlation_id,
      createdAtMs: row.created_at,
    }));
  },
});
