// One symbol's messages become records: checked against tick and lot, in sequence, book and trades in one order.
import type { FeedSink, GapReason } from '../../../domain/market/feed-record.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { type Step, toStep, toSteps } from '../../../domain/market/step.ts';
import type { MessageReader } from '../parse/message-reader.ts';
import { BookFeed } from './book-feed.ts';
import { EventTimes } from './event-times.ts';
import { createRecordWriter, type RecordWriter } from './record-writer.ts';
import { type TradeArrival, TradeSequence } from './trade-sequence.ts';

export type SymbolFeedOptions = {
  /** Place of the instrument in the feed. */
  readonly index: number;
  readonly instrument: Instrument;
  readonly sink: FeedSink;
  readonly onNeedSnapshot: (reason: GapReason) => void;
  /** Trades from `fromId` on never came, `count` of them. */
  readonly onMissedTrades?: (fromId: number, count: number) => void;
};

const MAX_ODD = 10_000;

export class SymbolFeed {
  readonly instrument: Instrument;
  readonly bookFeed: BookFeed;
  readonly trades = new TradeSequence();
  /** Messages whose fields contradict each other, or the instrument. */
  refused = 0;
  /** Holes in the numbers of trades. */
  tradeGaps = 0;
  readonly #write: RecordWriter;
  readonly #times = new EventTimes();
  readonly #tick: Step;
  readonly #lot: Step;
  readonly #onMissedTrades: (fromId: number, count: number) => void;
  /** Single trades or aggregates: which came first is counted, the other is the same volume again. */
  #tradeKind: 'trade' | 'aggTrade' | undefined;
  /** Prices at which orders rest that are older than the present steps of price and size. */
  readonly #oddPrices = new Set<string>();
  #prices = new Float64Array(512);
  #sizes = new Float64Array(512);

  constructor({ index, instrument, sink, onNeedSnapshot, onMissedTrades }: SymbolFeedOptions) {
    this.instrument = instrument;
    this.#write = createRecordWriter(index, sink);
    this.bookFeed = new BookFeed({ write: this.#write, onNeedSnapshot });
    this.#tick = toStep(instrument.tickUnits, instrument.priceDecimals);
    this.#lot = toStep(instrument.lotUnits, instrument.sizeDecimals);
    this.#onMissedTrades = onMissedTrades ?? (() => {});
  }

  onDepth(reader: MessageReader, receivedMs: number): void {
    const { firstId, lastId, previousId } = reader;
    // The time of the match where it is told: that of trades.
    const eventMs = reader.tradeMs || reader.eventMs;
    const isSound = firstId <= lastId && !(previousId > lastId) && this.#times.isSound(eventMs, receivedMs);
    if (!isSound || !this.#takeLevels(reader, false)) return this.#refuse();
    const { count, sides } = reader.levels;
    this.bookFeed.onDepth({
      ...{ firstId, lastId, previousId, eventMs, receivedMs, count, sides },
      ...{ prices: this.#prices, sizes: this.#sizes },
    });
  }

  onSnapshot(reader: MessageReader, receivedMs: number): void {
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
    if (Number.isNaN(price) || Number.isNaN(size) || !this.#times.isSound(atMs, receivedMs)) {
      this.refused++;
      return;
    }
    const take = () => this.trade(tradeId, price, size, isBuyerMaker, atMs, receivedMs);
    if (take() === 'duplicate' && this.trades.beginsAnew(tradeId)) take();
  }

  /** A trade in ticks and lots, from the stream or asked for later; says whether it was new. */
  trade(
    id: number,
    price: number,
    size: number,
    isBuyerMaker: boolean,
    tradeMs: number,
    receivedMs: number,
  ): TradeArrival {
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

  onTicker({ values, decimals, lastId, tradeMs, eventMs }: MessageReader, receivedMs: number): void {
    const bid = toSteps(this.#tick, values[0]!, decimals[0]!);
    const bidSize = toSteps(this.#lot, values[1]!, decimals[1]!);
    const ask = toSteps(this.#tick, values[2]!, decimals[2]!);
    const askSize = toSteps(this.#lot, values[3]!, decimals[3]!);
    const atMs = tradeMs || eventMs;
    if (Number.isNaN(bid + bidSize + ask + askSize) || !this.#times.isSound(atMs, receivedMs)) {
      this.refused++;
      return;
    }
    if (!this.bookFeed.check.isNew(lastId)) return;
    this.#write('bestBid', atMs, receivedMs, bid, bidSize, lastId);
    this.#write('bestAsk', atMs, receivedMs, ask, askSize, lastId);
    this.bookFeed.onTicker(lastId, bid, bidSize, ask, askSize);
  }

  /** A depth event that cannot be true leaves a hole: the book is asked for anew. */
  #refuse(): void {
    this.refused++;
    this.bookFeed.lose('malformed');
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
