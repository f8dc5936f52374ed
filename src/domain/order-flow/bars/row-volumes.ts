// Lots by price row and aggressor, in columns that grow towards both ends: a trade costs one addition.
import type { FootprintRow } from '../footprint.ts';

const FIRST_LENGTH = 64;
/** A trade further away than this many rows counts in the outermost row: one absurd price must not take the memory. */
const MOST_ROWS = 1 << 20;

export class RowVolumes {
  #ask = new Float64Array(0);
  #bid = new Float64Array(0);
  /** Row of the columns' first place. */
  #from = 0;
  /** Lowest and highest row traded; NaN before the first trade. */
  low = Number.NaN;
  high = Number.NaN;

  /** Rows from the lowest to the highest. */
  get length(): number {
    return this.#ask.length === 0 ? 0 : this.high - this.low + 1;
  }

  askAt(row: number): number {
    return this.#ask[row - this.#from] ?? 0;
  }

  bidAt(row: number): number {
    return this.#bid[row - this.#from] ?? 0;
  }

  add(row: number, isBuy: boolean, lots: number): void {
    const at = row >= this.low && row <= this.high ? row : this.#reach(row);
    if (isBuy) this.#ask[at - this.#from]! += lots;
    else this.#bid[at - this.#from]! += lots;
  }

  toRows(): FootprintRow[] {
    return Array.from({ length: this.length }, (_, index) => {
      const row = this.low + index;
      return { row, ask: this.askAt(row), bid: this.bidAt(row) };
    });
  }

  #reach(row: number): number {
    if (this.length === 0) {
      this.#lay(row - FIRST_LENGTH / 2, FIRST_LENGTH);
      this.low = row;
      this.high = row;
      return row;
    }
    const within = Math.min(Math.max(row, this.high - MOST_ROWS + 1), this.low + MOST_ROWS - 1);
    const low = Math.min(this.low, within);
    const high = Math.max(this.high, within);
    if (low < this.#from || high >= this.#from + this.#ask.length) {
      const length = 2 * (high - low + 1);
      this.#lay(low - (length >> 2), length);
    }
    this.low = low;
    this.high = high;
    return within;
  }

  #lay(from: number, length: number): void {
    const ask = new Float64Array(length);
    const bid = new Float64Array(length);
    if (this.length > 0) {
      const [first, last] = [this.low - this.#from, this.high - this.#from + 1];
      ask.set(this.#ask.subarray(first, last), this.low - from);
      bid.set(this.#bid.subarray(first, last), this.low - from);
    }
    this.#ask = ask;
    this.#bid = bid;
    this.#from = from;
  }
}
