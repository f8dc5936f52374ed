// Whether new positions are stopped: one row, none before the first stop.
import type { By } from '../../../core/by.ts';
import type { Queries, Tx } from '../unit.ts';
import { audit } from './audit.ts';
import { oweWebhooks } from './webhook-events.ts';

export async function stopStateOf(db: Queries) {
  const row = await db.selectFrom('trading_stop').selectAll().where('id', '=', 1).executeTakeFirst();
  return {
    isStopped: row?.is_stopped === 1,
    changedAtMs: row?.changed_at ?? null,
    by: row?.changed_by ?? null,
    reason: row?.reason ?? null,
  };
}

/**
 * Who stopped first, and why, stands until somebody resumes; a stop without a reason may be given one later, by anybody.
 * Receivers of webhooks are owed the stop and its end.
 */
export async function setStopped(tx: Tx, by: By, isStopped: boolean, reason: string): Promise<void> {
  const before = await stopStateOf(tx.db);
  if (before.isStopped && isStopped && before.reason === '' && reason !== '') return explain(tx, by, reason);
  if (before.isStopped !== isStopped) await change(tx, by, isStopped, reason);
}

/** Takes the place of a stop that is there already: for what nobody may resume without having read it. */
export function stopAnew(tx: Tx, by: By, reason: string): Promise<void> {
  return change(tx, by, true, reason);
}

async function change(tx: Tx, by: By, isStopped: boolean, reason: string): Promise<void> {
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
  const type = isStopped ? 'trading.stopped' : 'trading.resumed';
  // Two requests may come in the same millisecond.
  const key = `${type}-${tx.nowMs}-${tx.correlationId}`;
  await oweWebhooks(tx, key, { topic: 'trading', type, data: await stopStateOf(tx.db) });
}

/** Apart from the stop itself, so that nobody waits with a stop until he has words for it. */
async function explain(tx: Tx, by: By, reason: string): Promise<void> {
  await tx.db.updateTable('trading_stop').set({ reason }).where('id', '=', 1).execute();
  await audit(tx, by, { action: 'explainStop', target: 'trading', details: { reason } });
}
