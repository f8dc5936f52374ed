// Messages that follow a commit. They stay a while after their consumer has confirmed them, so that a repeated write does not
// owe them again; what a consumer could not handle is parked beside them until a person decides.
import type { Insertable } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Tables } from '../tables.ts';
import type { OwedMessage, Queries, Tx } from '../unit.ts';

/** A page of messages must fit into one answer of a link, so none may be larger than this. Send what it is about, not all of it. */
export const MAX_PAYLOAD_LENGTH = 64_000;

export async function owe(tx: Tx, messages: readonly OwedMessage[]): Promise<void> {
  const rows = messages.map((message) => toRow(tx, message));
  await tx.insert('outbox', rows, 'ignore');
}

function toRow(tx: Tx, message: OwedMessage): Insertable<Tables['outbox']> {
  const { topic, key, correlationId = tx.correlationId } = message;
  const payload = JSON.stringify(message.payload);
  if (payload.length > MAX_PAYLOAD_LENGTH)
    throw new AppError('MESSAGE_TOO_LARGE', undefined, {
      details: { topic, key, length: payload.length, limit: MAX_PAYLOAD_LENGTH },
    });
  return { topic, message_key: key, payload, correlation_id: correlationId, created_at: tx.nowMs };
}

export async function confirmedSeq(db: Queries, topic: string): Promise<number> {
  const row = await db
    .selectFrom('outbox_topics')
    .select('confirmed_seq')
    .where('topic', '=', topic)
    .executeTakeFirst();
  return row?.confirmed_seq ?? 0;
}

/**
 * Never goes back: a late confirmation of something earlier changes nothing. Nor beyond the messages that are there: in a
 * database that was restored, numbers that were confirmed before are given to other messages.
 */
export async function confirm(tx: Tx, topic: string, seq: number): Promise<void> {
  await tx.db
    .insertInto('outbox_topics')
    .columns(['topic', 'confirmed_seq'])
    .expression(({ selectFrom }) =>
      selectFrom('outbox')
        .select(({ fn }) => ['topic', fn.max('seq').as('confirmed_seq')])
        .where('topic', '=', topic)
        .where('seq', '<=', seq)
        .groupBy('topic'),
    )
    .onConflict((conflict) =>
      conflict
        .column('topic')
        .doUpdateSet(({ ref }) => ({ confirmed_seq: ref('excluded.confirmed_seq') }))
        .whereRef('outbox_topics.confirmed_seq', '<', 'excluded.confirmed_seq'),
    )
    .execute();
}

/** Sets a message aside and confirms it, at once. What is confirmed has been decided, so a repetition changes nothing. */
export async function park(tx: Tx, topic: string, seq: number, reason: string): Promise<void> {
  if (seq <= (await confirmedSeq(tx.db, topic))) return;
  const row = await tx.db
    .selectFrom('outbox')
    .select(['seq', 'topic', 'message_key', 'payload', 'correlation_id'])
    .where('topic', '=', topic)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (row)
    await tx.db
      .insertInto('outbox_parked')
      .values({ ...row, reason, parked_at: tx.nowMs })
      .execute();
  await confirm(tx, topic, seq);
}

/** Owes a parked message once more, behind all others; false when it is not parked any more. */
export async function resend(tx: Tx, seq: number): Promise<boolean> {
  const row = await tx.db.selectFrom('outbox_parked').selectAll().where('seq', '=', seq).executeTakeFirst();
  if (!row) return false;
  // Its first row remembers the key and would keep it from being owed again.
  await tx.db.deleteFrom('outbox').where('seq', '=', seq).execute();
  await drop(tx, seq);
  await tx.send({
    topic: row.topic,
    key: row.message_key,
    payload: JSON.parse(row.payload),
    correlationId: row.correlation_id,
  });
  return true;
}

/** Forgets a parked message; false when it is not parked any more. Its key stays used. */
export async function drop(tx: Tx, seq: number): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('outbox_parked')
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
