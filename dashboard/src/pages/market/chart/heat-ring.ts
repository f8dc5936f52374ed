// The depth heat-map as bytes: columns of time in a ring, rows of price around a base that follows the price.

export const HEAT_COLUMNS = 2048;
export const HEAT_ROWS = 512;

export type RawColumn = {
  readonly atMs: number;
  /** Of its first row, in rows of the map; and a byte for each row. */
  readonly fromRow: number;
  readonly cells: Uint8Array;
};

export class HeatRing {
  readonly columnMs: number;
  /** Column after column, the lowest price first. */
  readonly cells = new Uint8Array(HEAT_COLUMNS * HEAT_ROWS);
  /** By slot: the number of the column that it holds, -1 for none. */
  readonly numbers = new Float64Array(HEAT_COLUMNS).fill(-1);
  readonly #raw: (RawColumn | undefined)[] = new Array(HEAT_COLUMNS).fill(undefined);
  /** The row of the map, counted from price 0, that is row 0 of the image. */
  baseRow = 0;
  #newest = -1;
  #isBased = false;
  #changedFrom = Number.POSITIVE_INFINITY;

  /** `columnMs`: how much time a column holds; of what comes within it, the largest counts. */
  constructor(columnMs: number) {
    this.columnMs = columnMs;
  }

  get newest(): number {
    return this.#newest;
  }

  /** Puts a column in its place. Says which slot changed; undefined for what is too old. */
  add(column: RawColumn): number | undefined {
    const number = Math.floor(column.atMs / this.columnMs);
    if (number <= this.#newest - HEAT_COLUMNS) return undefined;
    if (!this.#isBased) {
      this.baseRow = toBase(column);
      this.#isBased = true;
    }
    this.#forgetBefore(number);
    const slot = number % HEAT_COLUMNS;
    this.#changedFrom = Math.min(this.#changedFrom, number);
    const held = this.numbers[slot] === number ? this.#raw[slot] : undefined;
    const merged = held ? mergeColumns(held, column) : column;
    this.#raw[slot] = merged;
    this.numbers[slot] = number;
    this.#newest = Math.max(this.#newest, number);
    this.#place(slot, merged);
    return slot;
  }

  /** Whether the middle of the newest column lies in the outer quarter of the rows. */
  get isOffCentre(): boolean {
    const newest = this.#raw[this.#newest % HEAT_COLUMNS];
    if (!newest) return false;
    const middle = newest.fromRow + newest.cells.length / 2 - this.baseRow;
    return middle < HEAT_ROWS / 4 || middle > (HEAT_ROWS * 3) / 4;
  }

  /** Moves the rows so that the newest column is in the middle; everything is placed anew. */
  recentre(): void {
    const newest = this.#raw[this.#newest % HEAT_COLUMNS];
    if (!newest) return;
    this.baseRow = toBase(newest);
    this.cells.fill(0);
    this.#changedFrom = 0;
    for (const [slot, column] of this.#raw.entries()) if (column) this.#place(slot, column);
  }

  /** From which column on the image is old; 0 where all of it is. Asked once a painting. */
  takeChange(): number {
    const from = this.#changedFrom;
    this.#changedFrom = Number.POSITIVE_INFINITY;
    return from;
  }

  /** Columns that were jumped over hold nothing: what the ring had there is long past. */
  #forgetBefore(number: number): void {
    if (this.#newest < 0) return;
    for (let gone = Math.max(this.#newest + 1, number - HEAT_COLUMNS + 1); gone < number; gone++) {
      const slot = gone % HEAT_COLUMNS;
      this.#raw[slot] = undefined;
      this.numbers[slot] = -1;
      this.cells.fill(0, slot * HEAT_ROWS, (slot + 1) * HEAT_ROWS);
      this.#changedFrom = Math.min(this.#changedFrom, gone);
    }
  }

  #place(slot: number, { fromRow, cells }: RawColumn): void {
    const start = slot * HEAT_ROWS;
    this.cells.fill(0, start, start + HEAT_ROWS);
    const shift = fromRow - this.baseRow;
    const from = Math.max(0, -shift);
    const to = Math.min(cells.length, HEAT_ROWS - shift);
    if (to > from) this.cells.set(cells.subarray(from, to), start + shift + from);
  }
}

function toBase({ fromRow, cells }: RawColumn): number {
  return Math.round(fromRow + cells.length / 2 - HEAT_ROWS / 2);
}

/** Of two columns of one place the larger of each row. */
function mergeColumns(a: RawColumn, b: RawColumn): RawColumn {
  const fromRow = Math.min(a.fromRow, b.fromRow);
  const end = Math.max(a.fromRow + a.cells.length, b.fromRow + b.cells.length);
  const cells = new Uint8Array(end - fromRow);
  cells.set(a.cells, a.fromRow - fromRow);
  const shift = b.fromRow - fromRow;
  b.cells.forEach((cell, i) => {
    if (cell > (cells[shift + i] ?? 0)) cells[shift + i] = cell;
  });
  return { atMs: b.atMs, fromRow, cells };
}
