// Durations in log-linear buckets: constant memory, percentiles within 7 %.

export type Percentiles = { readonly p50: number; readonly p90: number; readonly p99: number };

/** Buckets per power of two: the top four bits of the fraction. */
const FRACTION_BITS = 4;
const SHIFT = 20 - FRACTION_BITS;
const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);
const LOWEST = toWord(2 ** -20);
const HIGHEST = toWord(2 ** 31);

/** Milliseconds from a nanosecond to 24 days; what lies beyond counts in the outermost bucket. */
export class DurationHistogram {
  readonly #counts = new Float64Array(HIGHEST - LOWEST + 1);
  #total = 0;

  record(durationMs: number): void {
    const bucket = Math.min(HIGHEST, Math.max(LOWEST, toWord(durationMs))) - LOWEST;
    this.#counts[bucket]!++;
    this.#total++;
  }

  /** Upper bounds of the buckets that hold the ranks; 0 when nothing was recorded. */
  percentiles(): Percentiles {
    return { p50: this.#at(0.5), p90: this.#at(0.9), p99: this.#at(0.99) };
  }

  #at(rank: number): number {
    let remaining = Math.ceil(this.#total * rank);
    if (remaining === 0) return 0;
    const bucket = this.#counts.findIndex((count) => {
      remaining -= count;
      return remaining <= 0;
    });
    return toUpperBound(bucket + LOWEST);
  }
}

/** Exponent and leading fraction bits of a double, which order as the numbers do. */
function toWord(value: number): number {
  doubles[0] = Math.max(0, value);
  return words[1]! >>> SHIFT;
}

function toUpperBound(word: number): number {
  words[0] = 0;
  words[1] = (word + 1) << SHIFT;
  return doubles[0]!;
}
