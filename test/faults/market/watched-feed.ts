// The product's feed from a checkpoint on: every record of it is taken down, and snapshots come from the reference.
import type { FeedRecord } from '../../../src/domain/market/feed-record.ts';
import { formatPrice, formatSize, type Instrument } from '../../../src/domain/market/instrument.ts';
import { MarketFeed } from '../../../src/venues/binance/feed/market-feed.ts';
import type { SymbolFeed } from '../../../src/venues/binance/feed/symbol-feed.ts';
import type { RecordedLine } from './recorded-lines.ts';
import type { ReferenceBook, Touch } from './reference-book.ts';

/** Depth messages that come while the snapshot is on its way. */
const SNAPSHOT_TAKES = 3;

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
  readonly #instrument: Instrument;
  readonly #reference: ReferenceBook;
  #wantedFor = -1;

  constructor(instrument: Instrument, reference: ReferenceBook, { snapshot, depth, trade }: Checkpoint) {
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

  /** Every level, and not only those near the touch, is that of the reference. */
  isSameBook(): boolean {
    const { bids, asks } = this.symbol.bookFeed.book;
    return (
      this.#isSameSide(bids.levels(), bids.size, this.#reference.bids) &&
      this.#isSameSide(asks.levels(), asks.size, this.#reference.asks)
    );
  }

  #isSameSide(
    levels: Iterable<readonly [number, number]>,
    size: number,
    expected: ReferenceBook['bids'],
  ): boolean {
    if (size !== expected.size) return false;
    const { tickUnits, priceDecimals } = this.#instrument;
    const { lotUnits, sizeDecimals } = this.#instrument;
    for (const [ticks, lots] of levels) {
      const level = expected.get(Number((ticks * tickUnits) / 10 ** priceDecimals));
      if (!level || Number(level[1]) !== (lots * lotUnits) / 10 ** sizeDecimals) return false;
    }
    return true;
  }

  #print(ticks: number, lots: number): [string, string] {
    return [formatPrice(this.#instrument, ticks), formatSize(this.#instrument, lots)];
  }

  #take(record: Readonly<FeedRecord>): void {
    const { kind, id } = record;
    if (kind === 'depth') this.onBook(this);
    else if (kind === 'buy' || kind === 'sell') this.trades.push(id);
    else if (kind === 'gap') this.gaps.push({ record: { ...record }, line: this.line });
    else if (kind === 'missedTrades') this.missed.push({ record: { ...record }, line: this.line });
  }
}
