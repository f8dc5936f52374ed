// What a detector may see of a symbol: the book, the trades and the measures made of them. Read only; times are event times.
import type { Instrument } from '../market/instrument.ts';
import type { OrderBook } from '../market/order-book.ts';
import type { FootprintBar } from './footprint.ts';

export type Aggressor = 'buy' | 'sell';

/** One trade. The object is used again for the next one: keep its fields, not it. */
export type Print = {
  readonly id: number;
  /** The trade's own, which may lie some ms before `nowMs`. */
  readonly eventMs: number;
  readonly aggressor: Aggressor;
  /** Ticks. */
  readonly price: number;
  /** Lots. */
  readonly size: number;
};

/** What the last depth event changed, as columns of the same length `count`. */
export type DepthChanges = {
  readonly count: number;
  /** 1 for bids, −1 for asks. */
  readonly sides: Int8Array;
  readonly prices: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
};

/** Sums of one second of event time, oldest first; a second without a trade has volume 0 and the close before it. */
export interface Seconds {
  /** Whole seconds that have ended and are still held, at most 3600. */
  readonly length: number;
  /** Second by age: 0 is the newest that ended. */
  startMs(age: number): number;
  buy(age: number): number;
  sell(age: number): number;
  open(age: number): number;
  high(age: number): number;
  low(age: number): number;
  close(age: number): number;
  /** Order-flow imbalance of that second (Cont, Kukanov, Stoikov), in lots. */
  ofi(age: number): number;
  /** Largest spread that was seen in that second, in ticks; where none was, the last one before. */
  spread(age: number): number;
  /** Mean of the spreads seen after each depth event and ticker, in ticks. */
  meanSpread(age: number): number;
}

/** Sizes of levels within 50 ticks of the touch over the last 10 minutes, sampled once a second. */
export interface LevelSizes {
  /** Samples behind it; below 60 s of them `quantile` is NaN. */
  readonly seconds: number;
  /** Lots; exact to one part in 32. */
  quantile(share: number): number;
}

/** Latest touch by book ticker or book, whichever came last. */
export type Touch = {
  readonly bid: number;
  readonly bidSize: number;
  readonly ask: number;
  readonly askSize: number;
};

export interface FlowView {
  readonly instrument: Instrument;
  /** Event time of the newest record, which never goes back; while a second or bar is told, its end. 0 before the first. */
  readonly nowMs: number;
  /** Event time of the first record: look-backs begin there. */
  readonly startedMs: number;
  /** As of the last depth event; `isBookKnown` is false from a gap to the next snapshot. */
  readonly book: OrderBook;
  readonly isBookKnown: boolean;
  /** Event time of the last depth event; 0 before the first. */
  readonly bookMs: number;
  readonly touch: Touch;
  readonly changes: DepthChanges;
  /** The last price traded, NaN before the first trade. */
  readonly price: number;
  /** Since the feed began, and reset as configured, in lots. */
  readonly cvd: number;
  /** Bar that is being made; undefined until the first trade of its minute. A minute without a trade has no bar. */
  readonly bar: FootprintBar | undefined;
  /** Closed one-minute bars, the newest last, at most 240. */
  readonly bars: readonly FootprintBar[];
  readonly seconds: Seconds;
  readonly levels: LevelSizes;
  /** Mean true range of the last 14 closed bars, in ticks; NaN before the third. */
  readonly atr: number;
  /** Trades at one price since the last depth event, in lots by aggressor; while a depth event is told, since the one before. */
  tradedSinceDepth(price: number, aggressor: Aggressor): number;
}
