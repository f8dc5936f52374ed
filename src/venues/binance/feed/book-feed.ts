// Keeps the book of one symbol by Binance's published procedure, and tells what it does as records.
import type { GapReason } from '../../../domain/market/feed-record.ts';
import { OrderBook } from '../../../domain/market/order-book.ts';
import type { RecordWriter } from '../../../domain/market/record-writer.ts';
import { type DepthEvent, DiffBuffer } from './diff-buffer.ts';
import { ruleOf } from './sequence-rule.ts';
import { TickerCheck } from './ticker-check.ts';

/** A book asked for over REST, in ticks and lots. */
export type Snapshot = Pick<
  DepthEvent,
  'lastId' | 'eventMs' | 'receivedMs' | 'count' | 'sides' | 'prices' | 'sizes'
>;

/** `waiting` for a snapshot; `first`: the snapshot is in, the event that follows it is not. */
type State = 'waiting' | 'first' | 'live';

export type BookFeedOptions = {
  readonly write: RecordWriter;
  /** The book is not known until a snapshot comes. */
  readonly onNeedSnapshot: (reason: GapReason) => void;
};

/** A snapshot is seconds ahead of the stream at most: one that the stream does not reach by then has a wrong number. */
const REACHED_WITHIN_MS = 60_000;

export class BookFeed {
  readonly book = new OrderBook();
  readonly check = new TickerCheck();
  /** Depth events that came, of use or not. */
  events = 0;
  /** Depth events and levels applied since the start, and times the book was lost after it had been known. */
  updates = 0;
  levels = 0;
  gaps = 0;
  duplicates = 0;
  #state: State = 'waiting';
  /** From a disconnection to the next event: a book asked for meanwhile would stand still. */
  #isAway = false;
  /** First and last update of what was applied last. */
  #firstId = 0;
  #lastId = 0;
  #snapshotMs = 0;
  readonly #waiting = new DiffBuffer();
  readonly #write: RecordWriter;
  readonly #onNeedSnapshot: (reason: GapReason) => void;
  #hasAsked = false;

  constructor({ write, onNeedSnapshot }: BookFeedOptions) {
    this.#write = write;
    this.#onNeedSnapshot = onNeedSnapshot;
  }

  /** The book is known and follows the stream. */
  get isLive(): boolean {
    return this.#state === 'live';
  }

  /** The last update in it. */
  get lastId(): number {
    return this.#lastId;
  }

  /** A snapshot with this id could be of this symbol: its updates that wait are about as far. */
  mayFit(snapshotId: number): boolean {
    const { first, last } = this.#waiting;
    if (!first || !last) return false;
    return first.firstId <= snapshotId && snapshotId <= last.lastId * 1.001;
  }

  onDepth(event: DepthEvent): void {
    this.#isAway = false;
    this.events++;
    if (this.#state === 'waiting') return this.#wait(event);
    const rule = ruleOf(event);
    if (this.#state === 'first') {
      if (rule.isBefore(event, this.#lastId)) {
        if (event.receivedMs - this.#snapshotMs > REACHED_WITHIN_MS) this.#lose('sequence', event);
        return;
      }
      if (!rule.isFirst(event, this.#lastId)) return this.#lose('sequence', event);
      return this.#apply(event);
    }
    if (isOld(event, this.#firstId, this.#lastId)) {
      this.duplicates++;
      return;
    }
    if (!rule.isNext(event, this.#lastId)) return this.#lose('sequence', event);
    this.#apply(event);
  }

  onSnapshot(snapshot: Snapshot): void {
    // While the book is known it needs none.
    if (this.#state !== 'waiting' || this.#isAway) return;
    const waiting = this.#waiting;
    while (waiting.first && ruleOf(waiting.first).isBefore(waiting.first, snapshot.lastId)) waiting.shift();
    const { first } = waiting;
    // Older than what was kept of the stream: another one is needed.
    if (first && !ruleOf(first).isFirst(first, snapshot.lastId)) return this.#ask('sequence');
    this.#hasAsked = false;
    this.#begin(snapshot);
    for (let event = waiting.shift(); event; event = waiting.shift()) this.onDepth(event);
  }

  /** The whole book once more, for whoever missed a part of the records. */
  resend(): void {
    if (this.#state === 'waiting') return;
    const write = this.#write;
    const { eventMs, receivedMs } = write.last;
    write('snapshot', eventMs, receivedMs, 0, 0, this.#lastId);
    for (const [price, size] of this.book.bids.levels()) write('bid', eventMs, receivedMs, price, size, 0);
    for (const [price, size] of this.book.asks.levels()) write('ask', eventMs, receivedMs, price, size, 0);
    write('depth', eventMs, receivedMs, 0, 0, this.#lastId);
  }

  onTicker(id: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    const isFine = this.check.take(id, bid, bidSize, ask, askSize);
    if (!isFine && this.#state === 'live') this.#lose('ticker-disagrees');
  }

  /** From here on the book is not known: something was missed, or came broken. */
  lose(reason: GapReason): void {
    if (this.#state !== 'waiting') this.#lose(reason);
    else this.#waiting.clear();
  }

  /** The stream broke off; a snapshot is of use only when it is back. */
  disconnect(): void {
    this.#hasAsked = false;
    this.#isAway = true;
    this.#waiting.clear();
    this.check.forget();
    if (this.#state !== 'waiting') this.#forget('disconnected');
  }

  #wait(event: DepthEvent): void {
    const { last } = this.#waiting;
    // What came before a hole in the stream is of no use after it.
    if (last && !ruleOf(event).isNext(event, last.lastId)) {
      if (isOld(event, last.firstId, last.lastId)) return;
      this.#waiting.clear();
    }
    this.#waiting.add(event);
    if (!this.#hasAsked) this.#ask('start');
  }

  #ask(reason: GapReason): void {
    this.#hasAsked = true;
    this.#onNeedSnapshot(reason);
  }

  #begin(snapshot: Snapshot): void {
    const { book } = this;
    book.clear();
    this.#firstId = snapshot.lastId;
    this.#lastId = snapshot.lastId;
    this.#snapshotMs = snapshot.receivedMs;
    this.#state = 'first';
    this.#write('snapshot', snapshot.eventMs, snapshot.receivedMs, 0, 0, snapshot.lastId);
    this.#setLevels(snapshot);
    if (!book.isSound) return this.#lose(this.#unsoundness());
    this.#write('depth', snapshot.eventMs, snapshot.receivedMs, 0, snapshot.count, snapshot.lastId);
  }

  #apply(event: DepthEvent): void {
    this.#state = 'live';
    this.#firstId = event.firstId;
    this.#lastId = event.lastId;
    this.updates++;
    this.levels += event.count;
    this.#setLevels(event);
    if (!this.book.isSound) return this.#lose(this.#unsoundness());
    this.#write('depth', event.eventMs, event.receivedMs, 0, event.count, event.lastId);
    if (!this.check.note(this.book, this.#lastId)) this.#lose('ticker-disagrees');
  }

  #setLevels({ count, sides, prices, sizes, eventMs, receivedMs }: Snapshot | DepthEvent): void {
    const { bids, asks } = this.book;
    const write = this.#write;
    for (let index = 0; index < count; index++) {
      const price = prices[index]!;
      const size = sizes[index]!;
      if (sides[index] === 1) {
        bids.set(price, size);
        write('bid', eventMs, receivedMs, price, size, 0);
      } else {
        asks.set(price, size);
        write('ask', eventMs, receivedMs, price, size, 0);
      }
    }
  }

  #unsoundness(): GapReason {
    return this.book.bids.size === 0 || this.book.asks.size === 0 ? 'emptied' : 'crossed';
  }

  #forget(reason: GapReason): void {
    if (this.#state === 'live') this.gaps++;
    this.#state = 'waiting';
    this.#waiting.clear();
    this.check.clear();
    this.#write.gap(reason, this.#lastId);
  }

  #lose(reason: GapReason, next?: DepthEvent): void {
    this.#forget(reason);
    if (next) this.#waiting.add(next);
    this.#ask(reason);
  }
}

/** It came before, or is older than what came. One that ends within what came shows that the numbers of either are wrong. */
function isOld(event: DepthEvent, firstId: number, lastId: number): boolean {
  return event.lastId === lastId || event.lastId < firstId;
}
