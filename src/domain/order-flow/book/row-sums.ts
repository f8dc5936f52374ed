// What rests at each row of prices as a byte, kept up with the book change by change: to read it whole costs thousands of levels.
import type { OrderBook } from '../../market/order-book.ts';
import type { DepthChanges } from '../flow-view.ts';
import { toSizeByte } from './size-byte.ts';

export class RowSums {
  readonly #rows: number;
  readonly #rowTicks: number;
  readonly #lots: Float64Array;
  readonly #bytes: Uint8Array;
  readonly #isTouched: Uint8Array;
  readonly #touched: Uint16Array;
  #count = 0;
  /** NaN while nothing is known. */
  #fromRow = Number.NaN;

  constructor(rows: number, rowTicks: number) {
    this.#rows = rows;
    this.#rowTicks = rowTicks;
    this.#lots = new Float64Array(rows);
    this.#bytes = new Uint8Array(rows);
    this.#isTouched = new Uint8Array(rows);
    this.#touched = new Uint16Array(rows);
  }

  forget(): void {
    this.#fromRow = Number.NaN;
  }

  change({ count, prices, before, after }: DepthChanges): void {
    if (Number.isNaN(this.#fromRow)) return;
    for (let i = 0; i < count; i++) {
      const row = Math.floor(prices[i]! / this.#rowTicks) - this.#fromRow;
      if (row < 0 || row >= this.#rows) continue;
      this.#lots[row]! += after[i]! - before[i]!;
      if (this.#isTouched[row]) continue;
      this.#isTouched[row] = 1;
      this.#touched[this.#count++] = row;
    }
  }

  /** Into a column whose first row is this one. */
  paint(fromRow: number, book: OrderBook, into: Uint8Array): void {
    if (fromRow !== this.#fromRow) this.#read(fromRow, book);
    for (let i = 0; i < this.#count; i++) {
      const row = this.#touched[i]!;
      this.#bytes[row] = toSizeByte(this.#lots[row]!);
      this.#isTouched[row] = 0;
    }
    this.#count = 0;
    into.set(this.#bytes);
  }

  #read(fromRow: number, { bids, asks }: OrderBook): void {
    this.#fromRow = fromRow;
    this.#isTouched.fill(0);
    this.#count = 0;
    for (let row = 0; row < this.#rows; row++) {
      const low = (fromRow + row) * this.#rowTicks;
      const high = low + this.#rowTicks - 1;
      let lots = 0;
      if (low <= bids.best) lots += bids.between(low, Math.min(high, bids.best));
      if (high >= asks.best) lots += asks.between(Math.max(low, asks.best), high);
      this.#lots[row] = lots;
      this.#bytes[row] = toSizeByte(lots);
    }
  }
}
