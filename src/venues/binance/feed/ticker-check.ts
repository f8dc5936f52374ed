// Holds the book against the book ticker, which the venue makes by itself: two witnesses of the same touch.
import type { OrderBook } from '../../../domain/market/order-book.ts';

/** Depth events whose ticker has not shown itself yet. */
const WAITING = 1024;
/** Tickers that are remembered: they may be ahead of the depth event that shows the same. */
const KEPT = 1024;
/** Update id, bid, bid size, ask, ask size. */
const FIELDS = 5;
/** So many that look old in a row are no copies: the venue counts anew. */
const RENUMBERED = 200;

export class TickerCheck {
  /** Depth events whose touch was compared, and those that agreed in all four numbers. */
  compared = 0;
  exact = 0;
  /** The touch after each depth event, oldest first; a ring. */
  readonly #touches = new Float64Array(WAITING * FIELDS);
  #first = 0;
  #next = 0;
  /** The newest tickers; a ring. */
  readonly #tickers = new Float64Array(KEPT * FIELDS);
  #taken = 0;
  #newest = 0;
  #old = 0;

  /** The stream broke off: what comes next may be counted anew. */
  forget(): void {
    this.clear();
    this.#taken = 0;
    this.#newest = 0;
  }

  /** False for a ticker that came before: while two connections overlap the slower one's are copies. */
  isNew(id: number): boolean {
    if (id > this.#newest || ++this.#old >= RENUMBERED) {
      this.#newest = id;
      this.#old = 0;
      return true;
    }
    return false;
  }

  /** The book begins anew: what it was before is not to be judged. */
  clear(): void {
    this.#first = this.#next;
  }

  /**
   * The touch after a depth event up to `lastId`. It is judged as soon as a newer ticker proves that none of its own is still on
   * its way; false when that shows that the book was wrong.
   */
  note({ bids, asks }: OrderBook, lastId: number): boolean {
    const at = (this.#next++ % WAITING) * FIELDS;
    const touches = this.#touches;
    touches[at] = lastId;
    touches[at + 1] = bids.best;
    touches[at + 2] = bids.bestSize;
    touches[at + 3] = asks.best;
    touches[at + 4] = asks.bestSize;
    if (this.#next - this.#first > WAITING) this.#first++;
    return this.#taken === 0 || this.#judgeBefore(this.#tickers[((this.#taken - 1) % KEPT) * FIELDS]!);
  }

  /** Takes the next ticker. False when it shows that the book was wrong. */
  take(id: number, bid: number, bidSize: number, ask: number, askSize: number): boolean {
    const isRight = this.#judgeBefore(id);
    const at = (this.#taken++ % KEPT) * FIELDS;
    const tickers = this.#tickers;
    tickers[at] = id;
    tickers[at + 1] = bid;
    tickers[at + 2] = bidSize;
    tickers[at + 3] = ask;
    tickers[at + 4] = askSize;
    return isRight;
  }

  /** At the end of a recording nothing newer comes: judges by what is known. */
  finish(): void {
    this.#judgeBefore(Number.POSITIVE_INFINITY);
  }

  /** Depth events older than a ticker with this id showed the touch of the newest that is not newer than they are. */
  #judgeBefore(id: number): boolean {
    let isRight = true;
    for (; this.#first < this.#next; this.#first++) {
      const at = (this.#first % WAITING) * FIELDS;
      const lastId = this.#touches[at]!;
      if (lastId >= id) break;
      const ticker = this.#tickerOf(lastId);
      if (ticker < 0) continue;
      this.compared++;
      if (this.#isSame(at, ticker)) this.exact++;
      else isRight = false;
    }
    return isRight;
  }

  /** Where it stands; −1 when it is not known. */
  #tickerOf(lastId: number): number {
    const oldest = Math.max(0, this.#taken - KEPT);
    for (let index = this.#taken - 1; index >= oldest; index--) {
      const at = (index % KEPT) * FIELDS;
      if (this.#tickers[at]! <= lastId) return at;
    }
    return -1;
  }

  #isSame(touch: number, ticker: number): boolean {
    for (let field = 1; field < FIELDS; field++)
      if (this.#touches[touch + field] !== this.#tickers[ticker + field]) return false;
    return true;
  }
}
