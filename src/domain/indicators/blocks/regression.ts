import { CoMoments } from './co-moments.ts';

/** Least-squares line through the last `length` values, over their places 1 to `length`. */
export class Regression {
  readonly #moments: CoMoments;
  readonly length: number;
  #place = 0;
  slope = Number.NaN;

  constructor(length: number) {
    this.#moments = new CoMoments(length);
    this.length = length;
  }

  /** The line at the newest value; NaN until `length` values came. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    if (!this.#moments.push(this.#place++, value)) return Number.NaN;
    this.slope = this.#moments.squaresX > 0 ? this.#moments.products / this.#moments.squaresX : 0;
    return this.at(this.length);
  }

  at(place: number): number {
    return this.#moments.meanY + this.slope * (place - (this.length + 1) / 2);
  }

  /** Sum of squared distances of the values from the line. */
  get residue(): number {
    return Math.max(0, this.#moments.squaresY - this.slope * this.#moments.products);
  }

  /** Sum of squared deviations from the mean. */
  get squares(): number {
    return this.#moments.squaresY;
  }
}
