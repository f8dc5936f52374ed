// Volume-weighted average price with its standard deviation, from exact sums; anchored where it was made.
import { ExactSum } from './exact-sum.ts';

export class Vwap {
  readonly #lots = new ExactSum();
  /** Sums over distances from the first price, which stay small: Σ d·q and Σ d²·q. */
  readonly #distances = new ExactSum();
  readonly #squares = new ExactSum();
  #first = Number.NaN;

  /** Ticks and lots. */
  add(price: number, size: number): void {
    if (Number.isNaN(this.#first)) this.#first = price;
    const distance = price - this.#first;
    this.#lots.add(size);
    this.#distances.add(distance, size);
    this.#squares.add(distance, distance, size);
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
    return Math.sqrt(Number(this.#squares.value * lots - distances * distances)) / Number(lots);
  }

  /** This many deviations above the average, or below where it is negative; in ticks. */
  band(deviations: number): number {
    return this.price + deviations * this.deviation;
  }
}
