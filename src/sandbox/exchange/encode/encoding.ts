// How one market prints its stream messages: the order of fields is that of the real exchange.
import type { BookSnapshot } from '../record/symbol-record.ts';

export type PrintedTrade = {
  readonly eventMs: number;
  readonly atMs: number;
  readonly id: number;
  readonly price: string;
  readonly size: string;
  readonly isBuyerMaker: boolean;
};

export type PrintedAggTrade = PrintedTrade & { readonly firstId: number; readonly lastId: number };

export type PrintedDepth = {
  readonly atMs: number;
  readonly firstUpdateId: number;
  readonly lastUpdateId: number;
  /** The last of the message before. */
  readonly previousUpdateId: number;
  /** Printed pairs, joined: `["1.0","2"],["0.9","0"]`. */
  readonly bids: string;
  readonly asks: string;
};

export type PrintedTop = {
  readonly atMs: number;
  readonly updateId: number;
  readonly bidPrice: string;
  readonly bidSize: string;
  readonly askPrice: string;
  readonly askSize: string;
};

export type Names = { readonly symbol: string; readonly pair: string };

export type Encoding = {
  /** Milliseconds between messages of a depth stream without an interval in its name. */
  readonly usualDepthMs: number;
  readonly depthMs: readonly number[];
  /** Between two messages of one candle. */
  readonly klineMs: number;
  trade(names: Names, trade: PrintedTrade): string;
  aggTrade(names: Names, trade: PrintedAggTrade): string;
  depth(names: Names, depth: PrintedDepth): string;
  partialDepth(names: Names, book: BookSnapshot, previousUpdateId: number): string;
  bookTicker(names: Names, top: PrintedTop): string;
};

export function printLevels(levels: readonly (readonly [string, string])[]): string {
  return levels.map(([price, size]) => `["${price}","${size}"]`).join(',');
}
