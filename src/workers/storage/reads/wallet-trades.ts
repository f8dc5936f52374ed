import { z } from 'zod';
import { walletTrade } from '../../../domain/solana/wallet-trade.ts';
import { defineRead } from '../unit.ts';

/** Trades of one wallet, or of one token by all followed wallets, that the chain did not take back, in the order of time, or the other way round. */
export const walletTrades = defineRead({
  input: z.object({
    address: z.string().optional(),
    token: z.string().optional(),
    sinceMs: z.number().optional(),
    isNewestFirst: z.boolean().optional(),
    limit: z.int().min(1).max(5000).default(1000),
  }),
  output: z.object({ trades: z.array(walletTrade), hasMore: z.boolean() }),
  isQuick: false,
  async run(db, { address, token, sinceMs, isNewestFirst, limit }) {
    const way = isNewestFirst ? 'desc' : 'asc';
    const rows = await db
      .selectFrom('wallet_trades')
      .selectAll()
      .where('is_withdrawn', '=', 0)
      .$if(address !== undefined, (query) => query.where('address', '=', address as string))
      .$if(token !== undefined, (query) => query.where('token', '=', token as string))
      .$if(sinceMs !== undefined, (query) => query.where('traded_at', '>=', sinceMs as number))
      .orderBy('traded_at', way)
      .orderBy('slot', way)
      .orderBy('signature', way)
      .orderBy('number', way)
      .limit(limit)
      .execute();
    return {
      trades: rows.map((row) => ({
        signature: row.signature,
        address: row.address,
        slot: row.slot,
        atMs: row.traded_at,
        side: row.side,
        token: row.token,
        quote: row.quote,
        tokenAmount: BigInt(row.token_amount),
        quoteAmount: BigInt(row.quote_amount),
      })),
      hasMore: rows.length === limit,
    };
  },
});
