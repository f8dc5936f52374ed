// An order book of one instrument: whole ticks to whole lots, both sides.
import { BookSide } from './book-side.ts';

export type Level = { readonly price: number; readonly size: number };

/** Levels near the touch lie in arrays by tick, those far away in a map: a level near the touch costs an array access. */
export class OrderBook {
  readonly bids = new BookSide('bid');
  readonly asks = new BookSide('ask');

  /** Sets the size at a price, in lots; 0 removes it. Says what rested there before. */
  set(side: 'bid' | 'ask', price: number, size: number): number {
    return side === 'bid' ? this.bids.set(price, size) : this.asks.set(price, size);
  }

  clear(): void {
    this.bids.clear();
    this.asks.clear();
  }

  /** Both sides have levels and the best bid is below the best ask. */
  get isSound(): boolean {
    return this.bids.size > 0 && this.asks.size > 0 && this.bids.best < this.asks.best;
  }

  /** In ticks, with halves; NaN while a side is empty. */
  get mid(): number {
    return (this.bids.best + this.asks.best) / 2;
  }

  /** In ticks; NaN while a side is empty. */
  get spread(): number {
    return this.asks.best - this.bids.best;
  }
}
