import type { Insertable } from 'kysely';
import type { DecodedTransaction, Trade } from '../../../domain/solana/decoded.ts';
import type { Tables } from '../tables.ts';

type Row = Insertable<Tables['wallet_trades']>;

/** Trades of those who are followed, numbered within their transaction. */
export function tradeRowsOf(
  transactions: readonly DecodedTransaction[],
  activity: readonly { readonly address: string; readonly signature: string }[],
  nowMs: number,
): readonly Row[] {
  const followed = new Set(activity.map(({ address, signature }) => `${address} ${signature}`));
  return transactions.flatMap(({ signature, slot, blockTimeMs, trades }) =>
    trades
      .map((trade, number) => ({ trade, number }))
      .filter(({ trade }) => followed.has(`${trade.trader} ${signature}`))
      .map(({ trade, number }) => ({
        signature,
        address: trade.trader,
        number,
        slot,
        traded_at: blockTimeMs ?? nowMs,
        side: trade.side,
        ...legsOf(trade),
        is_withdrawn: 0 as const,
      })),
  );
}

function legsOf({ side, input, output }: Trade) {
  const [token, quote] = side === 'sell' ? [input, output] : [output, input];
  return {
    token: token.mint,
    quote: quote.mint,
    token_amount: token.amount.toString(),
    quote_amount: quote.amount.toString(),
  };
}
