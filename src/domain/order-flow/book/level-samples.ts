// Sizes of the levels near the touch, sampled once a second: a histogram over the last ten minutes.
import type { OrderBook } from '../../market/order-book.ts';
import type { LevelSizes } from '../flow-view.ts';
import { bucketOf } from '../size-buckets.ts';
import { SizeHistogram } from '../size-histogram.ts';

const HELD = 600;
const LEAST_SECONDS = 60;

export class LevelSamples implements LevelSizes {
  readonly #ticks: number;
  readonly #width: number;
  readonly #buckets: Uint16Array;
  readonly #counts = new Uint16Array(HELD);
  readonly #histogram = new SizeHistogram();
  readonly #answers = new Map<number, number>();
  #at = 0;
  seconds = 0;

  /** Levels up to this many ticks behind the best of each side. */
  constructor(ticks: number) {
    this.#ticks = ticks;
    this.#width = 2 * (ticks + 1);
    this.#buckets = new Uint16Array(HELD * this.#width);
  }

  /** A second ended with this book; undefined where none is known. */
  sample(book: OrderBook | undefined): void {
    this.#answers.clear();
    this.#forget();
    if (book) {
      const { bids, asks } = book;
      for (let step = 0; step <= this.#ticks; step++) {
        this.#add(bids.at(bids.best - step));
        this.#add(asks.at(asks.best + step));
      }
    }
    if (this.#counts[this.#at]! > 0) this.seconds++;
    this.#at = (this.#at + 1) % HELD;
  }

  /** The lowest size of the bucket in which the value of that rank lies: at most one part in 32 below it. */
  quantile(share: number): number {
    if (this.seconds < LEAST_SECONDS) return Number.NaN;
    const known = this.#answers.get(share);
    if (known !== undefined) return known;
    const answer = this.#histogram.quantile(share);
    this.#answers.set(share, answer);
    return answer;
  }

  #add(size: number): void {
    if (size === 0) return;
    const bucket = bucketOf(size);
    this.#buckets[this.#at * this.#width + this.#counts[this.#at]!++] = bucket;
    this.#histogram.add(bucket);
  }

  #forget(): void {
    const count = this.#counts[this.#at]!;
    const from = this.#at * this.#width;
    for (let i = from; i < from + count; i++) this.#histogram.remove(this.#buckets[i]!);
    this.#counts[this.#at] = 0;
    if (count > 0) this.seconds--;
  }
}
