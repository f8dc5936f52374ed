// How often sizes of each bucket occurred; quantiles are exact to one part in 32.
import { BUCKETS, lowestOf } from './size-buckets.ts';

export class SizeHistogram {
  readonly #counts = new Uint32Array(BUCKETS);
  total = 0;

  add(bucket: number): void {
    this.#counts[bucket]!++;
    this.total++;
  }

  remove(bucket: number): void {
    this.#counts[bucket]!--;
    this.total--;
  }

  /** The lowest size of the bucket in which the value of that rank lies; NaN while it is empty. */
  quantile(share: number): number {
    if (this.total === 0) return Number.NaN;
    let left = Math.max(1, Math.ceil(share * this.total));
    let bucket = 0;
    while (bucket < BUCKETS - 1 && left > this.#counts[bucket]!) left -= this.#counts[bucket++]!;
    return lowestOf(bucket);
  }
}
