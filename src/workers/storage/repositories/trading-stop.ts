// Whether new positions are stopped: one row, none before the first stop.
import type { Queries, Tx } from '../unit.ts';
import { audit, type By } from './audit.ts';

export async function stopStateOf(db: Queries) {
  const row = await db.selectFrom('trading_stop').selectAll().where('id', '=', 1).executeTakeFirst();
  return {
    isStopped: row?.is_stopped === 1,
    changedAtMs: row?.changed_at ?? null,
    by: row?.changed_by ?? null,
    reason: row?.reason ?? null,
  };
}

/** Who stopped first, and why, stands until somebody resumes. */
export async function setStopped(tx: Tx, by: By, isStopped: boolean, reason: string): Promise<void> {
  if ((await stopStateOf(tx.db)).isStopped === isStopped) return;
  const state = {
    is_stopped: isStopped ? 1 : 0,
    changed_at: tx.nowMs,
    changed_by: by.actor,
    reason,
  } as const;
  await tx.db
    .insertInto('trading_stop')
    .values({ id: 1, ...state })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(state))
    .execute();
  await audit(tx, by, {
    action: isStopped ? 'stopTrading' : 'resumeTrading',
    target: 'trading',
    details: { reason },
  });
}
