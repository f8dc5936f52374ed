// Squared and common deviations of pairs over a window, joined from blocks as in moments.ts.

export class CoMoments {
  readonly #length: number;
  /** Five numbers for each place of the last block: means and deviations of what follows it there. */
  readonly #rest: Float64Array;
  readonly #pairs: Float64Array;
  readonly #present = new Float64Array(5);
  #index = 0;
  #isFull = false;
  meanX = Number.NaN;
  meanY = Number.NaN;
  squaresX = Number.NaN;
  squaresY = Number.NaN;
  products = Number.NaN;

  constructor(length: number) {
    this.#length = length;
    this.#rest = new Float64Array((length + 1) * 5);
    this.#pairs = new Float64Array(length * 2);
  }

  /** True when the window is full and the fields hold. */
  push(x: number, y: number): boolean {
    if (Number.isNaN(x) || Number.isNaN(y)) return false;
    if (this.#index === 0) this.#present.fill(0);
    this.#pairs[this.#index * 2] = x;
    this.#pairs[this.#index * 2 + 1] = y;
    this.#index++;
    addPair(this.#present, this.#index, x, y);
    const count = this.#index;
    if (count === this.#length) this.#close();
    if (this.#isFull) this.#join(count);
    return this.#isFull;
  }

  #join(count: number): void {
    const present = this.#present;
    const at = count === this.#length ? this.#length * 5 : count * 5;
    const share = count / this.#length;
    const isWhole = count === this.#length;
    const apartX = isWhole ? 0 : present[0]! - this.#rest[at]!;
    const apartY = isWhole ? 0 : present[1]! - this.#rest[at + 1]!;
    const weight = (this.#length - count) * share;
    this.meanX = isWhole ? present[0]! : this.#rest[at]! + apartX * share;
    this.meanY = isWhole ? present[1]! : this.#rest[at + 1]! + apartY * share;
    this.squaresX = present[2]! + this.#rest[at + 2]! + apartX * apartX * weight;
    this.squaresY = present[3]! + this.#rest[at + 3]! + apartY * apartY * weight;
    this.products = present[4]! + this.#rest[at + 4]! + apartX * apartY * weight;
  }

  #close(): void {
    const sums = new Float64Array(5);
    for (let i = this.#length - 1; i >= 0; i--) {
      addPair(sums, this.#length - i, this.#pairs[i * 2]!, this.#pairs[i * 2 + 1]!);
      this.#rest.set(sums, i * 5);
    }
    this.#index = 0;
    this.#isFull = true;
  }
}

function addPair(sums: Float64Array, count: number, x: number, y: number): void {
  const beforeX = x - sums[0]!;
  const beforeY = y - sums[1]!;
  sums[0]! += beforeX / count;
  sums[1]! += beforeY / count;
  sums[2]! += beforeX * (x - sums[0]!);
  sums[3]! += beforeY * (y - sums[1]!);
  sums[4]! += beforeX * (y - sums[1]!);
}
