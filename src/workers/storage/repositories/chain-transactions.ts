import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import { toDecodedJson } from '../../../domain/solana/decoded-json.ts';
import type { Tx } from '../unit.ts';

/** Keeps those that are new, and those that landed again; answers how often each had been taken back. */
export async function recordTransactions(
  tx: Tx,
  transactions: readonly DecodedTransaction[],
): Promise<ReadonlyMap<string, number>> {
  const signatures = transactions.map(({ signature }) => signature);
  if (signatures.length === 0) return new Map();
  const known = await tx.db
    .selectFrom('chain_transactions')
    .select(['signature', 'rounds', 'withdrawn_at'])
    .where('signature', 'in', signatures)
    .execute();
  for (const { signature, withdrawn_at } of known)
    if (withdrawn_at !== null) await landAgain(tx, transactions, signature);
  await tx.insert(
    'chain_transactions',
    transactions.map((decoded) => ({
      signature: decoded.signature,
      slot: decoded.slot,
      payload: toDecodedJson(decoded),
      recorded_at: tx.nowMs,
      withdrawn_at: null,
      rounds: 0,
    })),
    'ignore',
  );
  return new Map(known.map(({ signature, rounds }) => [signature, rounds]));
}

/** In another slot than before, and perhaps with another result. */
async function landAgain(
  { db, nowMs }: Tx,
  transactions: readonly DecodedTransaction[],
  signature: string,
): Promise<void> {
  const decoded = transactions.find((one) => one.signature === signature);
  if (decoded === undefined) return;
  await db
    .updateTable('chain_transactions')
    .set({ slot: decoded.slot, payload: toDecodedJson(decoded), withdrawn_at: null, recorded_at: nowMs })
    .where('signature', '=', signature)
    .execute();
  await db.deleteFrom('wallet_trades').where('signature', '=', signature).execute();
}
