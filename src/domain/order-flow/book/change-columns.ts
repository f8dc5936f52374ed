import type { DepthChanges } from '../flow-view.ts';

/** Levels that one depth event changed; the columns grow to the largest event. */
export class ChangeColumns implements DepthChanges {
  count = 0;
  sides = new Int8Array(64);
  prices = new Float64Array(64);
  before = new Float64Array(64);
  after = new Float64Array(64);

  add(side: 1 | -1, price: number, before: number, after: number): void {
    if (this.count === this.sides.length) this.#grow();
    this.sides[this.count] = side;
    this.prices[this.count] = price;
    this.before[this.count] = before;
    this.after[this.count++] = after;
  }

  #grow(): void {
    const length = this.count * 2;
    const sides = new Int8Array(length);
    sides.set(this.sides);
    this.sides = sides;
    this.prices = longer(this.prices, length);
    this.before = longer(this.before, length);
    this.after = longer(this.after, length);
  }
}

function longer(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(column);
  return grown;
}
