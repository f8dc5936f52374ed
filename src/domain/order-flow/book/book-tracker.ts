// The book of a feed with what its last event changed, its touch, and the order-flow imbalance from one depth event to the next.
import { OrderBook } from '../../market/order-book.ts';
import type { Touch } from '../flow-view.ts';
import { ChangeColumns } from './change-columns.ts';
import { touchImbalance } from './touch-imbalance.ts';

type OpenTouch = { -readonly [K in keyof Touch]: number };

const noTouch: Touch = { bid: Number.NaN, bidSize: 0, ask: Number.NaN, askSize: 0 };

export class BookTracker {
  readonly book = new OrderBook();
  readonly changes = new ChangeColumns();
  readonly touch: OpenTouch = { ...noTouch };
  /** The book's own touch after the last depth event: the ticker's would mix two clocks into the imbalance. */
  readonly #bookTouch: OpenTouch = { ...noTouch };
  readonly #before: OpenTouch = { ...noTouch };
  isKnown = false;
  #isLoading = false;
  #isBetween = true;

  /** A snapshot begins: the book is empty and does not count as known before it is complete. */
  load(): void {
    this.lose();
    this.book.clear();
    this.#isLoading = true;
  }

  /** From here to the next snapshot nothing is known; what is left of the book can still be shown. */
  lose(): void {
    this.isKnown = false;
    this.#isLoading = false;
    this.changes.count = 0;
    Object.assign(this.#bookTouch, noTouch);
  }

  setBid(price: number, size: number): void {
    if (this.#isLoading) this.book.bids.set(price, size);
    else if (this.isKnown) this.#note(1, price, this.book.bids.set(price, size), size);
  }

  setAsk(price: number, size: number): void {
    if (this.#isLoading) this.book.asks.set(price, size);
    else if (this.isKnown) this.#note(-1, price, this.book.asks.set(price, size), size);
  }

  /** Ends a depth event. Says the imbalance since the one before in lots, NaN for the first; undefined where no book is known. */
  complete(): number | undefined {
    if (!this.isKnown && !this.#isLoading) return undefined;
    if (this.#isBetween) this.changes.count = 0;
    this.#isBetween = true;
    this.isKnown = true;
    this.#isLoading = false;
    const { bids, asks } = this.book;
    const touch = this.#bookTouch;
    copy(touch, this.#before);
    touch.bid = bids.best;
    touch.bidSize = bids.bestSize;
    touch.ask = asks.best;
    touch.askSize = asks.bestSize;
    copy(touch, this.touch);
    return touchImbalance(this.#before, touch);
  }

  #note(side: 1 | -1, price: number, before: number, after: number): void {
    if (this.#isBetween) {
      this.changes.count = 0;
      this.#isBetween = false;
    }
    if (before !== after) this.changes.add(side, price, before, after);
  }
}

function copy(from: Touch, to: OpenTouch): void {
  to.bid = from.bid;
  to.bidSize = from.bidSize;
  to.ask = from.ask;
  to.askSize = from.askSize;
}
