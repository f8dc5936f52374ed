// Messages that follow a commit. They stay until their consumer has confirmed them, and a while longer so that a repeated
// write does not owe them again.
import type { OwedMessage, Queries, Tx } from '../unit.ts';

export async function owe(tx: Tx, { topic, key, payload }: OwedMessage): Promise<void> {
  await tx.db
    .insertInto('outbox')
    .values({
      topic,
      message_key: key,
      payload: JSON.stringify(payload),
      correlation_id: tx.correlationId,
      created_at: tx.nowMs,
    })
    .onConflict((conflict) => conflict.columns(['topic', 'message_key']).doNothing())
    .execute();
}

export async function confirmedSeq(db: Queries, topic: string): Promise<number> {
  const row = await db
    .selectFrom('outbox_topics')
    .select('confirmed_seq')
    .where('topic', '=', topic)
    .executeTakeFirst();
  return row?.confirmed_seq ?? 0;
}

/** Never goes back: a late confirmation of something earlier changes nothing. */
export async function confirm(tx: Tx, topic: string, seq: number): Promise<void> {
  await tx.db
    .insertInto('outbox_topics')
    .values({ topic, confirmed_seq: seq })
    .onConflict((conflict) =>
      conflict
        .column('topic')
        .doUpdateSet({ confirmed_seq: seq })
        .where('outbox_topics.confirmed_seq', '<', seq),
    )
    .execute();
}
