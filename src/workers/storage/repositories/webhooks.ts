// Receivers of webhooks, and what waits for each in the outbox.
import { AppError } from '../../../core/errors.ts';
import type { Tables } from '../tables.ts';
import type { Queries, Tx } from '../unit.ts';
import { confirm, confirmedSeq } from './outbox.ts';

export type WebhookRow = Tables['webhooks'];

/** Counting more would take too long for a figure in a list. */
const MAX_COUNTED = 10_000;

export const webhookTopic = (id: string) => `webhook:${id}`;

export function toWebhook(row: WebhookRow) {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    secret: row.secret,
    topics: JSON.parse(row.topics) as string[],
    createdAtMs: row.created_at,
    disabledAtMs: row.disabled_at,
    lastDelivery:
      row.last_at === null
        ? null
        : { atMs: row.last_at, isDelivered: row.last_delivered === 1, says: row.last_says ?? '' },
  };
}

/** WEBHOOK_UNKNOWN where there is none. */
export async function webhookOf(db: Queries, id: string): Promise<WebhookRow> {
  const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('WEBHOOK_UNKNOWN', undefined, { details: { id } });
  return row;
}

/** Messages that were not delivered yet, at most 10,000. */
export async function countWaiting(db: Queries, id: string): Promise<number> {
  const topic = webhookTopic(id);
  const waiting = db
    .selectFrom('outbox')
    .select('seq')
    .where('topic', '=', topic)
    .where('seq', '>', await confirmedSeq(db, topic))
    .limit(MAX_COUNTED);
  const { count } = await db
    .selectFrom(waiting.as('waiting'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Gives up what waits for a receiver, also what was set aside. */
export async function dropWaiting(tx: Tx, id: string): Promise<void> {
  const topic = webhookTopic(id);
  await confirm(tx, topic, Number.MAX_SAFE_INTEGER);
  await tx.db.deleteFrom('outbox_parked').where('topic', '=', topic).execute();
}
