import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { solanaSignature } from './chain-words.ts';

/**
 * The chain took a transaction back: its trades no longer count, each address that had it is told once, and cursors that stood
 * on it stand on the activity before. Answers false where it was not recorded, or taken back already.
 */
export const withdrawTransaction = defineUnit({
  input: z.object({ signature: solanaSignature }),
  output: z.object({ isWithdrawn: z.boolean() }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { signature }) {
    const { db, nowMs } = tx;
    const known = await db
      .selectFrom('chain_transactions')
      .select(['rounds', 'withdrawn_at'])
      .where('signature', '=', signature)
      .executeTakeFirst();
    if (known === undefined || known.withdrawn_at !== null) return { isWithdrawn: false };
    const had = await db
      .selectFrom('wallet_activity')
      .select('address')
      .where('signature', '=', signature)
      .where('kind', '=', 'transaction')
      .where('round', '=', known.rounds)
      .orderBy('seq')
      .execute();
    await tx.insert(
      'wallet_activity',
      had.map(({ address }) => ({
        address,
        signature,
        kind: 'withdrawn' as const,
        round: known.rounds,
        is_late: 0 as const,
        recorded_at: nowMs,
      })),
      'ignore',
    );
    await db
      .updateTable('chain_transactions')
      .set({ withdrawn_at: nowMs, rounds: known.rounds + 1 })
      .where('signature', '=', signature)
      .execute();
    await db
      .updateTable('wallet_trades')
      .set({ is_withdrawn: 1 })
      .where('signature', '=', signature)
      .execute();
    for (const { address } of had) await stepBack(db, address, signature);
    return { isWithdrawn: true };
  },
});

type Db = Parameters<typeof withdrawTransaction.run>[0]['db'];

async function stepBack(db: Db, address: string, signature: string): Promise<void> {
  const before = await db
    .selectFrom('wallet_activity')
    .innerJoin('chain_transactions', 'chain_transactions.signature', 'wallet_activity.signature')
    .select(['wallet_activity.signature', 'chain_transactions.slot'])
    .where('wallet_activity.address', '=', address)
    .where('wallet_activity.kind', '=', 'transaction')
    .where('chain_transactions.withdrawn_at', 'is', null)
    .orderBy('wallet_activity.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .updateTable('followed_addresses')
    .set({ cursor_signature: before?.signature ?? null, cursor_slot: before?.slot ?? null })
    .where('address', '=', address)
    .where('cursor_signature', '=', signature)
    .execute();
}
