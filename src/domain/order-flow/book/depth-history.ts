// What rested in the book over time, as a picture: a column for each quarter of a second, a byte for each price row.
import type { OrderBook } from '../../market/order-book.ts';
import type { DepthChanges } from '../flow-view.ts';
import { RowSums } from './row-sums.ts';

export type DepthHistorySettings = {
  readonly columns: number;
  /** At most 512, so that a column is at most 512 bytes. */
  readonly rows: number;
  readonly columnMs: number;
  readonly rowTicks: number;
};

export const depthHistoryDefaults: DepthHistorySettings = {
  columns: 2048,
  rows: 512,
  columnMs: 250,
  rowTicks: 1,
};

/** Holds from `atMs` to the next column, as long as the book is known. Prices in ticks. */
export type DepthColumn = {
  readonly atMs: number;
  readonly bid: number;
  readonly ask: number;
  /** Lowest tick of the first byte's row. */
  readonly fromTicks: number;
  readonly rowTicks: number;
  /** From the lowest row up, without empty ones at the ends; `fromSizeByte` reads them. */
  readonly sizes: Uint8Array;
};

export class DepthHistory {
  readonly #settings: DepthHistorySettings;
  readonly #sizes: Uint8Array;
  readonly #times: Float64Array;
  readonly #fromRows: Float64Array;
  readonly #bids: Float64Array;
  readonly #asks: Float64Array;
  readonly #sums: RowSums;
  #count = 0;
  #fromRow = Number.NaN;
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(settings: Partial<DepthHistorySettings> = {}) {
    this.#settings = { ...depthHistoryDefaults, ...settings };
    const { columns, rows } = this.#settings;
    this.#sizes = new Uint8Array(columns * rows);
    this.#times = new Float64Array(columns);
    this.#fromRows = new Float64Array(columns);
    this.#bids = new Float64Array(columns);
    this.#asks = new Float64Array(columns);
    this.#sums = new RowSums(rows, this.#settings.rowTicks);
  }

  get length(): number {
    return Math.min(this.#count, this.#settings.columns);
  }

  /**
   * After a depth event. The first at or after each boundary makes a column with the boundary's time; true where it did. `changes` are
   * those of the event; without them, and after `forget`, the whole book is read.
   */
  add(nowMs: number, book: OrderBook, changes?: DepthChanges): boolean {
    if (changes) this.#sums.change(changes);
    else this.#sums.forget();
    if (nowMs < this.#nextMs || !book.isSound) return false;
    const { columns, columnMs, rows } = this.#settings;
    const atMs = Math.floor(nowMs / columnMs) * columnMs;
    this.#nextMs = atMs + columnMs;
    this.#centre(book.mid);
    const index = this.#count++ % columns;
    this.#times[index] = atMs;
    this.#fromRows[index] = this.#fromRow;
    this.#bids[index] = book.bids.best;
    this.#asks[index] = book.asks.best;
    this.#sums.paint(this.#fromRow, book, this.#sizes.subarray(index * rows, (index + 1) * rows));
    return true;
  }

  /** The book changed otherwise than by what was told. */
  forget(): void {
    this.#sums.forget();
  }

  /** By age: 0 is the newest. Undefined where there is none. */
  column(age: number): DepthColumn | undefined {
    if (!(age >= 0 && age < this.length)) return undefined;
    const { columns, rows, rowTicks } = this.#settings;
    const index = (this.#count - 1 - age) % columns;
    const sizes = this.#sizes.subarray(index * rows, (index + 1) * rows);
    const isFilled = (byte: number) => byte > 0;
    const first = Math.max(0, sizes.findIndex(isFilled));
    return {
      atMs: this.#times[index]!,
      bid: this.#bids[index]!,
      ask: this.#asks[index]!,
      fromTicks: (this.#fromRows[index]! + first) * rowTicks,
      rowTicks,
      sizes: sizes.slice(first, sizes.findLastIndex(isFilled) + 1),
    };
  }

  /** The middle stays in the two inner quarters of the rows. */
  #centre(mid: number): void {
    const { rows, rowTicks } = this.#settings;
    const row = Math.floor(mid / rowTicks);
    const place = row - this.#fromRow;
    if (!(place >= rows / 4 && place < (rows * 3) / 4)) this.#fromRow = row - Math.floor(rows / 2);
  }
}
