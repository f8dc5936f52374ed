// Volume-weighted average price with its standard deviation, from exact sums; anchored where it was made.
import { ExactSum } from './exact-sum.ts';

export class Vwap {
  readonly #lots = new ExactSum();
  /** Sums over distances from the first price, which stay small: Σ d·q and Σ d²·q. */
  readonly #distances = new ExactSum();
  readonly #squares = new ExactSum();
  #first: number;

  /** Those that are to be added to each other are made with the same first price. */
  constructor(firstPrice = Number.NaN) {
    this.#first = firstPrice;
  }

  /** Ticks and lots. */
  add(price: number, size: number): void {
    if (Number.isNaN(this.#first)) this.#first = price;
    const distance = price - this.#first;
    this.#lots.add(size);
    this.#distances.add(distance, size);
    this.#squares.add(distance, distance, size);
  }

  /** Many trades of which Σ price × size is known alone: in the deviation they count at their average. */
  addWorth(worth: bigint, lots: number): void {
    if (lots === 0) return;
    const volume = BigInt(lots);
    if (Number.isNaN(this.#first)) this.#first = Number(worth / volume);
    const distances = worth - BigInt(this.#first) * volume;
    this.#lots.add(lots);
    this.#distances.addExact(distances);
    this.#squares.addExact((distances * distances) / volume);
  }

  addAll(other: Vwap): void {
    if (Number.isNaN(other.#first)) return;
    if (Number.isNaN(this.#first)) this.#first = other.#first;
    if (other.#first !== this.#first) throw new RangeError('These averages have different first prices.');
    this.#lots.addSum(other.#lots);
    this.#distances.addSum(other.#distances);
    this.#squares.addSum(other.#squares);
  }

  /** In ticks with fractions; NaN before the first trade. */
  get price(): number {
    const lots = this.#lots.value;
    if (lots === 0n) return Number.NaN;
    const sum = BigInt(this.#first) * lots + this.#distances.value;
    return Number(sum / lots) + Number(sum % lots) / Number(lots);
  }

  /** Of the price by volume, in ticks; NaN before the first trade. */
  get deviation(): number {
    const lots = this.#lots.value;
    const distances = this.#distances.value;
    // the difference is taken exactly: in floats it would be that of two large numbers that are nearly equal
    const squares = this.#squares.value * lots - distances * distances;
    // squares of averages are cut to whole numbers
    return Math.sqrt(squares > 0n ? Number(squares) : 0) / Number(lots);
  }

  /** This many deviations above the average, or below where it is negative; in ticks. */
  band(deviations: number): number {
    return this.price + deviations * this.deviation;
  }
}
