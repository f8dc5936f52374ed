import { z } from 'zod';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead } from '../unit.ts';

const message = z.object({
  seq: z.int(),
  key: z.string(),
  /** JSON. */
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
  output: z.object({
    messages: z.array(message),
    /** Whether there may be more behind them at once. */
    hasMore: z.boolean(),
  }),
  isQuick: true,
  async run(db, { topic, after, max }) {
    const rows = await db
      .selectFrom('outbox')
      .select(['seq', 'message_key', 'payload', 'correlation_id', 'created_at'])
      .where('topic', '=', topic)
      .where('seq', '>', after)
      // One statement, so that it sees one moment: a confirmation in between would be half believed.
      .where(({ eb, fn, selectFrom, val }) =>
        eb(
          'seq',
          '>',
          fn.coalesce(selectFrom('outbox_topics').select('confirmed_seq').where('topic', '=', topic), val(0)),
        ),
      )
      .orderBy('seq')
      .limit(max)
      .execute();
    const page = withinBudget(rows);
    return {
      messages: page.map((row) => ({
        seq: row.seq,
        key: row.message_key,
        payload: row.payload,
        correlationId: row.correlation_id,
        createdAtMs: row.created_at,
      })),
      hasMore: page.length < rows.length || rows.length === max,
    };
  },
});
