// How far a piece of work has come. A cursor moves in the transaction of the work that it covers.
import type { Queries, Tx } from '../unit.ts';

export async function positionOf(db: Queries, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('cursors').select('position').where('name', '=', name).executeTakeFirst();
  return row?.position;
}

export async function setPosition(tx: Tx, name: string, position: string): Promise<void> {
  const moved = { position, updated_at: tx.nowMs };
  await tx.db
    .insertInto('cursors')
    .values({ name, ...moved })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(moved))
    .execute();
}

/**
 * False when the step was done before: whoever handles messages in order asks this first, in the transaction of the effect.
 * For an outbox topic the name is `outbox:<topic>` and the sequence is the `seq` of the message. An effect outside cannot
 * share the transaction: hand the key of the message to whoever does it (an order id, an idempotency key) and let them refuse
 * the second.
 */
export async function isFirstTime(tx: Tx, name: string, sequence: number): Promise<boolean> {
  const before = Number((await positionOf(tx.db, name)) ?? 0);
  if (sequence <= before) return false;
  await setPosition(tx, name, String(sequence));
  return true;
}
