// Sizes of the last minutes of event time, for quantiles of what is usual now.
import { bucketOf } from './size-buckets.ts';
import { SizeHistogram } from './size-histogram.ts';

export class WindowedSizes {
  readonly #windowMs: number;
  readonly #times: Float64Array;
  readonly #buckets: Uint16Array;
  readonly #histogram = new SizeHistogram();
  #next = 0;

  /** Holds at most `most` sizes; of more the newest. */
  constructor(windowMs: number, most: number) {
    this.#windowMs = windowMs;
    this.#times = new Float64Array(most);
    this.#buckets = new Uint16Array(most);
  }

  get length(): number {
    return this.#histogram.total;
  }

  /** Times never go back. */
  add(nowMs: number, size: number): void {
    this.advance(nowMs);
    if (this.length === this.#times.length) this.#removeOldest();
    this.#times[this.#next] = nowMs;
    const bucket = bucketOf(size);
    this.#buckets[this.#next] = bucket;
    this.#histogram.add(bucket);
    this.#next = (this.#next + 1) % this.#times.length;
  }

  /** Forgets what is older than the window. */
  advance(nowMs: number): void {
    while (this.length > 0 && this.#times[this.#oldest()]! <= nowMs - this.#windowMs) this.#removeOldest();
  }

  /** Exact to one part in 32; NaN while there is nothing. */
  quantile(share: number): number {
    return this.#histogram.quantile(share);
  }

  #oldest(): number {
    return (this.#next - this.length + this.#times.length) % this.#times.length;
  }

  #removeOldest(): void {
    this.#histogram.remove(this.#buckets[this.#oldest()]!);
  }
}
