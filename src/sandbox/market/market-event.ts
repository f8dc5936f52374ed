// What happens on the simulated market. Times are wall ms of the sandbox; prices are ticks, sizes lots.

export type TradeEvent = {
  readonly type: 'trade';
  readonly atMs: number;
  readonly tradeId: number;
  readonly ticks: number;
  readonly lots: number;
  /** True where the taker sold. */
  readonly isBuyerMaker: boolean;
};

/** All fills of one taker order at one price. */
export type AggTradeEvent = Omit<TradeEvent, 'type' | 'tradeId'> & {
  readonly type: 'aggTrade';
  readonly aggId: number;
  readonly firstId: number;
  readonly lastId: number;
};

export type LevelChange = { readonly isBid: boolean; readonly ticks: number; readonly lots: number };

/** Everything one action of one agent changed in the book; a level is named once. */
export type DepthEvent = {
  readonly type: 'depth';
  readonly atMs: number;
  readonly firstUpdateId: number;
  readonly lastUpdateId: number;
  readonly changes: readonly LevelChange[];
};

/** After a `depth` that changed the best bid or ask; 0 ticks for an empty side. */
export type BookTopEvent = {
  readonly type: 'bookTop';
  readonly atMs: number;
  readonly updateId: number;
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
};

/** A forced order, filled at the average `averageTicks` (not rounded). */
export type LiquidationEvent = {
  readonly type: 'liquidation';
  readonly atMs: number;
  readonly isSell: boolean;
  readonly ticks: number;
  readonly averageTicks: number;
  readonly lots: number;
};

export type MarketEvent = TradeEvent | AggTradeEvent | DepthEvent | BookTopEvent | LiquidationEvent;
