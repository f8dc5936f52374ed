// A side of ccxt's own order book at full depth, taken from its client as a user has it.
import { pro } from 'ccxt';
import type { PeerSide, SideName } from './side.ts';

type Rows = readonly (readonly [price: number, size: number])[] & {
  store(price: number, size: number): void;
};

export function createCcxtSide(side: SideName): PeerSide {
  const book = new pro.binanceusdm().orderBook() as unknown as { readonly bids: Rows; readonly asks: Rows };
  const rows = side === 'bid' ? book.bids : book.asks;
  return {
    set: (price, size) => rows.store(price, size),
    get best() {
      return rows[0]?.[0] ?? Number.NaN;
    },
  };
}
