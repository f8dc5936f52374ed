import { z } from 'zod';
import { parseDecodedJson } from '../../../domain/solana/decoded-json.ts';
import { walletActivity as activity } from '../../../domain/solana/followed.ts';
import { withinBudget } from '../repositories/payload-budget.ts';
import { defineRead } from '../unit.ts';

/**
 * What happened to followed addresses. With `afterSeq` the oldest behind that number come first, which is how somebody who must
 * miss nothing reads on; without it the newest come first, before `beforeSeq` where that is given.
 */
export const walletActivity = defineRead({
  input: z.object({
    address: z.string().optional(),
    afterSeq: z.int().optional(),
    beforeSeq: z.int().optional(),
    limit: z.int().min(1).max(500).default(100),
  }),
  output: z.object({ activity: z.array(activity), hasMore: z.boolean() }),
  isQuick: false,
  async run(db, { address, afterSeq, beforeSeq, limit }) {
    const rows = await db
      .selectFrom('wallet_activity')
      .innerJoin('chain_transactions', 'chain_transactions.signature', 'wallet_activity.signature')
      .select([
        'wallet_activity.seq',
        'wallet_activity.address',
        'wallet_activity.kind',
        'wallet_activity.is_late',
        'wallet_activity.recorded_at',
        'chain_transactions.payload',
      ])
      .$if(address !== undefined, (query) => query.where('wallet_activity.address', '=', address as string))
      .$if(afterSeq !== undefined, (query) => query.where('wallet_activity.seq', '>', afterSeq as number))
      .$if(beforeSeq !== undefined, (query) => query.where('wallet_activity.seq', '<', beforeSeq as number))
      .orderBy('wallet_activity.seq', afterSeq === undefined ? 'desc' : 'asc')
      .limit(limit)
      .execute();
    const found = withinBudget(rows);
    return {
      activity: found.map(({ seq, address, kind, is_late, recorded_at, payload }) => ({
        seq: Number(seq),
        address,
        kind,
        isLate: is_late === 1,
        recordedAtMs: recorded_at,
        transaction: parseDecodedJson(payload),
      })),
      hasMore: found.length < rows.length || rows.length === limit,
    };
  },
});
