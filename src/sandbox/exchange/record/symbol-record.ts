// What the exchange knows of one symbol beside its streams: what REST is answered from.
import type { Instrument } from '../../market/instrument.ts';
import type { AggTradeEvent, TradeEvent } from '../../market/market-event.ts';
import { type Amounts, createAmounts } from '../amounts.ts';
import type { Candle } from './candle.ts';
import { type CandleStore, createCandleStore } from './candle-store.ts';
import type { FuturesFacts } from './futures-facts.ts';
import { createRing, type Ring } from './ring.ts';

const MAX_TRADES = 5000;

/** Price and size as they are printed. */
export type PrintedLevel = readonly [price: string, size: string];

export type BookSnapshot = {
  readonly lastUpdateId: number;
  readonly atMs: number;
  readonly bids: readonly PrintedLevel[];
  readonly asks: readonly PrintedLevel[];
};

export type SymbolRecord = {
  readonly instrument: Instrument;
  readonly amounts: Amounts;
  readonly trades: Ring<TradeEvent>;
  readonly aggTrades: Ring<AggTradeEvent>;
  readonly candles: CandleStore;
  /** Undefined where the book is not known (yet). */
  book(limit: number): BookSnapshot | undefined;
  /** Of futures only. */
  readonly futures: FuturesFacts | undefined;
  addTrade(trade: TradeEvent): void;
};

type Options = {
  readonly history?: readonly Candle[];
  readonly amounts?: Amounts;
  readonly futures?: FuturesFacts | undefined;
  book(limit: number): BookSnapshot | undefined;
};

export function createSymbolRecord(instrument: Instrument, options: Options): SymbolRecord {
  const amounts = options.amounts ?? createAmounts(instrument);
  const trades = createRing<TradeEvent>(MAX_TRADES);
  const candles = createCandleStore(options.history ?? []);
  return {
    instrument,
    amounts,
    trades,
    aggTrades: createRing<AggTradeEvent>(MAX_TRADES),
    candles,
    book: options.book,
    futures: options.futures,
    addTrade(trade) {
      trades.push(trade);
      candles.add({ ...trade, value: amounts.valueOf(trade.ticks, trade.lots) });
    },
  };
}
