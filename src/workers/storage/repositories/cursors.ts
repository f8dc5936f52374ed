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

/** False when the step was done before: whoever handles messages in order asks this first, in the same transaction. */
export async function isFirstTime(tx: Tx, name: string, sequence: number): Promise<boolean> {
  const before = Number((await positionOf(tx.db, name)) ?? 0);
  if (sequence <= before) return false;
  await setPosition(tx, name, String(sequence));
  return true;
}
