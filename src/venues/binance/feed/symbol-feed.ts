// One symbol's messages become records: checked against tick and lot, in sequence, book and trades in one order.
import type { FeedKind, FeedSink, GapReason } from '../../../domain/market/feed-record.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { createRecordWriter, type RecordWriter } from '../../../domain/market/record-writer.ts';
import { type Step, toStep, toSteps } from '../../../domain/market/step.ts';
import type { RefusedWhy, Trade } from '../../venue-feed.ts';
import type { MessageReader } from '../parse/message-reader.ts';
import { BookFeed } from './book-feed.ts';
import { DepthOrder } from './depth-order.ts';
import { EventTimes } from './event-times.ts';
import { TradeBand } from './price-band.ts';
import { type TradeArrival, TradeSequence } from './trade-sequence.ts';

export type SymbolFeedOptions = {
  /** Place of the instrument in the feed. */
  readonly index: number;
  readonly instrument: Instrument;
  readonly sink: FeedSink;
  readonly onNeedSnapshot: (reason: GapReason) => void;
  /** Trades from `fromId` on never came, `count` of them. */
  readonly onMissedTrades?: (fromId: number, count: number) => void;
  readonly onRefused?: (why: RefusedWhy) => void;
  /** Depth events a few places from where they belong are put right. */
  readonly isRecorded?: boolean;
};

const MAX_ODD = 10_000;

export class SymbolFeed {
  readonly instrument: Instrument;
  readonly bookFeed: BookFeed;
  readonly trades = new TradeSequence();
  /** Messages whose fields contradict each other, the instrument, or for a trade the price. */
  refused = 0;
  /** Holes in the numbers of trades. */
  tradeGaps = 0;
  readonly #write: RecordWriter;
  readonly #times = new EventTimes();
  readonly #tick: Step;
  readonly #lot: Step;
  readonly #order: DepthOrder | undefined;
  readonly #band: TradeBand;
  readonly #onMissedTrades: (fromId: number, count: number) => void;
  readonly #onRefused: (why: RefusedWhy) => void;
  /** Single trades or aggregates: which came first is counted, the other is the same volume again. */
  #tradeKind: 'trade' | 'aggTrade' | undefined;
  /** Prices at which orders rest that are older than the present steps of price and size. */
  readonly #oddPrices = new Set<string>();
  #prices = new Float64Array(512);
  #sizes = new Float64Array(512);

  constructor({
    index,
    instrument,
    sink,
    onNeedSnapshot,
    onMissedTrades,
    onRefused,
    isRecorded,
  }: SymbolFeedOptions) {
    this.instrument = instrument;
    this.#write = createRecordWriter(index, sink);
    this.bookFeed = new BookFeed({ write: this.#write, onNeedSnapshot });
    if (isRecorded) this.#order = new DepthOrder((event) => this.bookFeed.onDepth(event));
    this.#tick = toStep(instrument.tickUnits, instrument.priceDecimals);
    this.#lot = toStep(instrument.lotUnits, instrument.sizeDecimals);
    this.#band = new TradeBand(instrument.priceBand);
    this.#onMissedTrades = onMissedTrades ?? (() => {});
    this.#onRefused = onRefused ?? (() => {});
  }

  onDepth(reader: MessageReader, receivedMs: number): void {
    const { firstId, lastId, previousId } = reader;
    // The time of the match where it is told: that of trades.
    const eventMs = reader.tradeMs || reader.eventMs;
    const isSound = firstId <= lastId && !(previousId > lastId) && this.#times.isSound(eventMs, receivedMs);
    if (!isSound || !this.#takeLevels(reader, false)) return this.#refuse();
    const { count, sides } = reader.levels;
    const levels = { count, sides, prices: this.#prices, sizes: this.#sizes };
    const event = { firstId, lastId, previousId, eventMs, receivedMs, ...levels };
    if (this.#order) this.#order.add(event);
    else this.bookFeed.onDepth(event);
    if (this.#band.isHolding) for (const held of this.#band.confirm(this.#mid)) this.#believe(held);
  }

  onSnapshot(reader: MessageReader, receivedMs: number): void {
    // it heals what waits for it, and nothing that is not told yet
    this.#order?.flush();
    this.#takeLevels(reader, true);
    const { lastId } = reader;
    const eventMs = this.#times.isSound(reader.eventMs, receivedMs) ? reader.eventMs : 0;
    const { count, sides } = reader.levels;
    const levels = { count, sides, prices: this.#prices, sizes: this.#sizes };
    this.bookFeed.onSnapshot({ lastId, eventMs, receivedMs, ...levels });
  }

  onTrade(kind: 'trade' | 'aggTrade', reader: MessageReader, receivedMs: number): void {
    this.#tradeKind ??= kind;
    if (kind !== this.#tradeKind) return;
    const { values, decimals, tradeId, isBuyerMaker, tradeMs, eventMs } = reader;
    const price = toSteps(this.#tick, values[0]!, decimals[0]!);
    const size = toSteps(this.#lot, values[1]!, decimals[1]!);
    const atMs = tradeMs || eventMs;
    if (Number.isNaN(price) || Number.isNaN(size) || !this.#times.isSound(atMs, receivedMs))
      return this.#reject('malformed');
    const isEmpty = price === 0 || size === 0;
    if (isEmpty && !reader.isOffMarket) return this.#reject('empty');
    const trade = { id: tradeId, price, size, isBuyerMaker, tradeMs: atMs, receivedMs };
    if (isEmpty || this.trades.has(tradeId)) return this.#stream(trade);
    if (!this.#band.isNear(price, this.#mid)) return this.#take(this.#band.hold(trade));
    if (this.#band.isHolding) this.#take(this.#band.settle(price));
    this.#believe(trade);
  }

  /** The recording ends: what waited for its neighbours stood alone. */
  finish(): void {
    this.#order?.flush();
    this.bookFeed.check.finish();
    this.#take(this.#band.settle(Number.NaN));
  }

  get #mid(): number {
    return this.bookFeed.isLive ? this.bookFeed.book.mid : Number.NaN;
  }

  /** A refused number is as one that never came: the next trade tells it as missing, and it is asked for again. */
  #take({ take, refused }: ReturnType<TradeBand['settle']>): void {
    for (const _ of refused) this.#reject('far');
    for (const trade of take) this.#believe(trade);
  }

  #believe(trade: Trade): void {
    this.#band.believe(trade.price);
    this.#stream(trade);
  }

  #stream(trade: Trade): void {
    if (this.trade(trade) === 'duplicate' && this.trades.beginsAnew(trade.id)) this.trade(trade);
  }

  /** From the stream, or asked for later, which makes two witnesses for its price; says whether it was new. */
  trade({ id, price, size, isBuyerMaker, tradeMs, receivedMs }: Trade): TradeArrival {
    const skipped = this.trades.skippedBefore(id);
    const fromId = this.trades.last + 1;
    const arrival = this.trades.arrive(id);
    if (arrival === 'duplicate') return arrival;
    if (skipped > 0) {
      this.tradeGaps++;
      this.#write('missedTrades', tradeMs, receivedMs, 0, skipped, fromId);
      this.#onMissedTrades(fromId, skipped);
    }
    // Some numbers are given to what is no trade of the market.
    if (price > 0 && size > 0)
      this.#write(isBuyerMaker ? 'sell' : 'buy', tradeMs, receivedMs, price, size, id);
    return arrival;
  }

  /** What is neither book nor trade: mark prices, forced orders. */
  tell(kind: FeedKind, eventMs: number, receivedMs: number, price: number, size: number): void {
    this.#write(kind, eventMs, receivedMs, price, size, 0);
  }

  onTicker({ values, decimals, lastId, tradeMs, eventMs }: MessageReader, receivedMs: number): void {
    const bid = toSteps(this.#tick, values[0]!, decimals[0]!);
    const bidSize = toSteps(this.#lot, values[1]!, decimals[1]!);
    const ask = toSteps(this.#tick, values[2]!, decimals[2]!);
    const askSize = toSteps(this.#lot, values[3]!, decimals[3]!);
    const atMs = tradeMs || eventMs;
    if (Number.isNaN(bid + bidSize + ask + askSize) || !this.#times.isSound(atMs, receivedMs))
      return this.#reject('malformed');
    if (!this.bookFeed.check.isNew(lastId)) return;
    this.#write('bestBid', atMs, receivedMs, bid, bidSize, lastId);
    this.#write('bestAsk', atMs, receivedMs, ask, askSize, lastId);
    this.bookFeed.onTicker(lastId, bid, bidSize, ask, askSize);
  }

  /** A depth event that cannot be true leaves a hole: the book is asked for anew. */
  #refuse(): void {
    this.#reject('malformed');
    this.bookFeed.lose('malformed');
  }

  #reject(why: RefusedWhy): void {
    this.refused++;
    this.#onRefused(why);
  }

  /**
   * Into ticks and lots; false when one lies between two steps. Orders older than the present steps do, and are left out of the book:
   * those a snapshot shows, and those that come at the same price again, which no broken message does.
   */
  #takeLevels({ levels }: MessageReader, isSnapshot: boolean): boolean {
    const { count, sides, prices, priceDecimals, sizes, sizeDecimals } = levels;
    if (count > this.#prices.length) {
      this.#prices = new Float64Array(levels.prices.length);
      this.#sizes = new Float64Array(levels.prices.length);
    }
    let isSound = true;
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const price = toSteps(this.#tick, prices[index]!, priceDecimals[index]!);
      const size = toSteps(this.#lot, sizes[index]!, sizeDecimals[index]!);
      if (Number.isNaN(price + size) && !this.#isKnownAsOdd(prices[index]!, priceDecimals[index]!))
        isSound = isSnapshot;
      if (Number.isNaN(price)) continue;
      sides[kept] = sides[index]!;
      this.#prices[kept] = price;
      this.#sizes[kept++] = Number.isNaN(size) ? 0 : size;
    }
    levels.count = kept;
    return isSound;
  }

  /** From now on it is. */
  #isKnownAsOdd(mantissa: number, decimals: number): boolean {
    const price = `${mantissa} ${decimals}`;
    if (this.#oddPrices.has(price)) return true;
    if (this.#oddPrices.size >= MAX_ODD) this.#oddPrices.clear();
    this.#oddPrices.add(price);
    return false;
  }
}
