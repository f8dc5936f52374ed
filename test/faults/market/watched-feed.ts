// The product's feed from a checkpoint on: every record of it is taken down, and snapshots come from the reference.
import type { FeedRecord } from '../../../src/domain/market/feed-record.ts';
import { formatPrice, formatSize, type Instrument } from '../../../src/domain/market/instrument.ts';
import { MarketFeed } from '../../../src/venues/binance/feed/market-feed.ts';
import type { SymbolFeed } from '../../../src/venues/binance/feed/symbol-feed.ts';
import type { RecordedLine } from './recorded-lines.ts';
import type { DepthMessage, ReferenceBook, Touch } from './reference-book.ts';

/** Depth messages that come while the snapshot is on its way. */
const SNAPSHOT_TAKES = 3;

type Levels = Map<number, number>;
export type Tally = { readonly record: Readonly<FeedRecord>; readonly line: number };

/** Where a feed can be taken up: the reference as it is, the depth line it took last, which futures want to see again, and the last trade. */
export type Checkpoint = {
  readonly snapshot: Buffer;
  readonly depth: RecordedLine;
  readonly trade: RecordedLine;
};

export class WatchedFeed {
  readonly feed: MarketFeed;
  readonly symbol: SymbolFeed;
  /** Gaps of the book and of trades, and the trades themselves. */
  readonly gaps: Tally[] = [];
  readonly missed: Tally[] = [];
  readonly trades: number[] = [];
  /** Called with every complete book that is published. */
  onBook: (feed: WatchedFeed) => void = () => {};
  line = 0;
  /** The published book: amount by price, and prices at which it or the reference changed since they were last the same. */
  readonly #bids: Levels = new Map();
  readonly #asks: Levels = new Map();
  readonly #bidsInDoubt = new Set<number>();
  readonly #asksInDoubt = new Set<number>();
  readonly #takesLevels: boolean;
  readonly #instrument: Instrument;
  readonly #reference: ReferenceBook;
  #wantedFor = -1;

  /** @param takesLevels whether every level that is published is taken down, which costs time */
  constructor(
    instrument: Instrument,
    reference: ReferenceBook,
    { snapshot, depth, trade }: Checkpoint,
    takesLevels: boolean,
  ) {
    this.#takesLevels = takesLevels;
    this.#instrument = instrument;
    this.#reference = reference;
    const want = () => {
      this.#wantedFor = 0;
    };
    this.feed = new MarketFeed({ sink: (record) => this.#take(record), onNeedSnapshot: want });
    this.symbol = this.feed.add(0, instrument);
    this.feed.acceptSnapshot(instrument.symbol, snapshot, 0, snapshot.length, depth.receivedMs);
    this.accept(depth);
    this.accept(trade);
  }

  get isLive(): boolean {
    return this.symbol.bookFeed.isLive;
  }

  accept({ bytes, receivedMs }: Pick<RecordedLine, 'bytes' | 'receivedMs'>): void {
    this.feed.accept(bytes, 0, bytes.length, receivedMs);
  }

  /** After each line of the recording, whatever became of it here. */
  after({ stream, receivedMs }: RecordedLine): void {
    if (this.#wantedFor < 0 || stream !== 'depth' || this.#wantedFor++ < SNAPSHOT_TAKES) return;
    this.#wantedFor = -1;
    const snapshot = this.#reference.toSnapshot();
    this.feed.acceptSnapshot(this.#instrument.symbol, snapshot, 0, snapshot.length, receivedMs);
  }

  get touch(): Touch {
    const { bids, asks } = this.symbol.bookFeed.book;
    return [
      ...this.#print(bids.best, bids.bestSize),
      ...this.#print(asks.best, asks.bestSize),
    ] as unknown as Touch;
  }

  /** Every level that was published, and not only those near the touch, is that of the reference. */
  isSameBook(): boolean {
    return (
      this.#isSameSide(this.#bids, this.#bidsInDoubt, this.#reference.bids) &&
      this.#isSameSide(this.#asks, this.#asksInDoubt, this.#reference.asks)
    );
  }

  /** The reference has changed there. */
  doubt({ b, a }: DepthMessage): void {
    for (const [price] of b) this.#bidsInDoubt.add(Number(price));
    for (const [price] of a) this.#asksInDoubt.add(Number(price));
  }

  #isSameSide(levels: Levels, inDoubt: Set<number>, expected: ReferenceBook['bids']): boolean {
    for (const price of inDoubt) if (levels.get(price) === expected.get(price)?.[2]) inDoubt.delete(price);
    return inDoubt.size === 0 && levels.size === expected.size;
  }

  #set(levels: Levels, inDoubt: Set<number>, ticks: number, lots: number): void {
    const { tickUnits, priceDecimals, lotUnits, sizeDecimals } = this.#instrument;
    const price = (ticks * tickUnits) / 10 ** priceDecimals;
    inDoubt.add(price);
    if (lots === 0) levels.delete(price);
    else levels.set(price, (lots * lotUnits) / 10 ** sizeDecimals);
  }

  /** For those that do not take down every level: the book as it is now, every price of it in doubt. */
  takeBook(): void {
    const { bids, asks } = this.symbol.bookFeed.book;
    this.#beginAnew();
    for (const [ticks, lots] of bids.levels()) this.#set(this.#bids, this.#bidsInDoubt, ticks, lots);
    for (const [ticks, lots] of asks.levels()) this.#set(this.#asks, this.#asksInDoubt, ticks, lots);
  }

  #beginAnew(): void {
    for (const price of [...this.#bids.keys(), ...this.#reference.bids.keys()]) this.#bidsInDoubt.add(price);
    for (const price of [...this.#asks.keys(), ...this.#reference.asks.keys()]) this.#asksInDoubt.add(price);
    this.#bids.clear();
    this.#asks.clear();
  }

  #print(ticks: number, lots: number): [string, string] {
    return [formatPrice(this.#instrument, ticks), formatSize(this.#instrument, lots)];
  }

  #take(record: Readonly<FeedRecord>): void {
    const { kind, id, price, size } = record;
    if (kind === 'depth') this.onBook(this);
    else if (!this.#takesLevels && (kind === 'bid' || kind === 'ask')) return;
    else if (kind === 'bid') this.#set(this.#bids, this.#bidsInDoubt, price, size);
    else if (kind === 'ask') this.#set(this.#asks, this.#asksInDoubt, price, size);
    else if (kind === 'snapshot' && this.#takesLevels) this.#beginAnew();
    else if (kind === 'buy' || kind === 'sell') this.trades.push(id);
    else if (kind === 'gap') this.gaps.push({ record: { ...record }, line: this.line });
    else if (kind === 'missedTrades') this.missed.push({ record: { ...record }, line: this.line });
  }
}
