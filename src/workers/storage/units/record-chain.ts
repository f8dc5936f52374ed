import { z } from 'zod';
import { recordTransactions } from '../repositories/chain-transactions.ts';
import { launchesOf } from '../repositories/launches.ts';
import { tradeRowsOf } from '../repositories/wallet-trades.ts';
import { defineUnit } from '../unit.ts';
import { chainCursor, solanaAddress, solanaSignature, storedTransaction } from './chain-words.ts';

const MAX_EACH = 200;

/**
 * Transactions that were seen, and of whom, each once; the cursors of the addresses move with them. A transaction that was taken
 * back and landed again is recorded again. Answers the number of the last activity, and how many were new.
 */
export const recordChain = defineUnit({
  input: z.object({
    transactions: z.array(storedTransaction).max(MAX_EACH),
    /** In the order in which they are to be numbered. */
    activity: z
      .array(z.object({ address: solanaAddress, signature: solanaSignature, isLate: z.boolean() }))
      .max(MAX_EACH * 5),
    /** Up to here everything of the address is recorded; one that goes back is left out. */
    cursors: z.array(z.object({ address: solanaAddress, ...chainCursor.shape })).max(MAX_EACH * 5),
  }),
  output: z.object({ seq: z.int(), recorded: z.int() }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { transactions, activity, cursors }) {
    const rounds = await recordTransactions(tx, transactions);
    const rows = activity.map(({ address, signature, isLate }) => ({
      address,
      signature,
      kind: 'transaction' as const,
      round: rounds.get(signature) ?? 0,
      is_late: isLate ? (1 as const) : (0 as const),
      recorded_at: tx.nowMs,
    }));
    const before = await lastSeq(tx.db);
    await tx.insert('wallet_activity', rows, 'ignore');
    const seq = await lastSeq(tx.db);
    const added = await tx.db
      .selectFrom('wallet_activity')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('seq', '>', before)
      .executeTakeFirstOrThrow();
    const signatures = new Set(activity.map(({ signature }) => signature));
    const seen = transactions.filter(({ signature }) => signatures.has(signature));
    await tx.insert('wallet_trades', tradeRowsOf(seen, activity, tx.nowMs), 'ignore');
    const { tokens, pools } = launchesOf(transactions, tx.nowMs);
    await tx.insert('tokens', tokens, 'ignore');
    await tx.insert('pools', pools, 'ignore');
    for (const { address, signature, slot } of cursors)
      await tx.db
        .updateTable('followed_addresses')
        .set({ cursor_signature: signature, cursor_slot: slot })
        .where('address', '=', address)
        .where(({ eb, or }) => or([eb('cursor_slot', 'is', null), eb('cursor_slot', '<=', slot)]))
        .execute();
    return { seq, recorded: Number(added.count) };
  },
});

async function lastSeq(db: Parameters<typeof recordTransactions>[0]['db']): Promise<number> {
  const last = await db
    .selectFrom('wallet_activity')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return Number(last?.seq ?? 0);
}
