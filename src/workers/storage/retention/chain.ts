import type { RetentionPolicy } from './policy.ts';

/** Transactions of followed addresses with their activity; what was traded in them is kept for ever, because gains are made of it. */
export const chain: RetentionPolicy = {
  name: 'chain',
  table: 'chain_transactions',
  async remove({ db }, beforeMs, max) {
    const old = await db
      .selectFrom('chain_transactions')
      .select('signature')
      .where('recorded_at', '<', beforeMs)
      .orderBy('recorded_at')
      .limit(max)
      .execute();
    const signatures = old.map(({ signature }) => signature);
    if (signatures.length === 0) return 0;
    await db.deleteFrom('wallet_activity').where('signature', 'in', signatures).execute();
    await db.deleteFrom('chain_transactions').where('signature', 'in', signatures).execute();
    return signatures.length;
  },
};
