// Histogram buckets: every power of two cut into eight equal parts, so a value is known to ±5.9 %.

const SUB_BUCKETS = 8;
const LOWEST_EXPONENT = -10;
const HIGHEST_EXPONENT = 30;
const INNER_BUCKETS = (HIGHEST_EXPONENT - LOWEST_EXPONENT) * SUB_BUCKETS;

/** Values from here on have a bucket of their own; smaller ones, zero and negatives share the first. */
export const LOWEST_VALUE = 2 ** LOWEST_EXPONENT;
/** Values from here on share the last bucket. */
export const HIGHEST_VALUE = 2 ** HIGHEST_EXPONENT;
/** Inner buckets with one for underflow before and one for overflow after them. */
export const BUCKET_COUNT = INNER_BUCKETS + 2;

export type HistogramValue = {
  readonly count: number;
  readonly sum: number;
  /** `BUCKET_COUNT` counts: underflow, inner buckets by rising value, overflow. */
  readonly buckets: readonly number[];
};

const doubles = new Float64Array(1);
const halves = new Uint32Array(doubles.buffer);
/** The exponent and the three highest mantissa bits of `LOWEST_VALUE`, less one for the underflow bucket. */
const FIRST_CODE = (1023 + LOWEST_EXPONENT) * SUB_BUCKETS - 1;

/** The bucket of a finite value: its exponent and three mantissa bits, read from the IEEE 754 form. */
export function toBucket(value: number): number {
  if (value < LOWEST_VALUE) return 0;
  if (value >= HIGHEST_VALUE) return BUCKET_COUNT - 1;
  doubles[0] = value;
  return (halves[1]! >>> 17) - FIRST_CODE;
}

/** The smallest value that no longer belongs to the bucket. */
export function upperBound(bucket: number): number {
  if (bucket >= BUCKET_COUNT - 1) return Number.POSITIVE_INFINITY;
  const exponent = Math.floor(bucket / SUB_BUCKETS) + LOWEST_EXPONENT;
  return 2 ** exponent * (1 + (bucket % SUB_BUCKETS) / SUB_BUCKETS);
}

export function mergeHistograms(a: HistogramValue, b: HistogramValue): HistogramValue {
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    buckets: a.buckets.map((count, bucket) => count + (b.buckets[bucket] ?? 0)),
  };
}

/** The value below which the share `q` (0 to 1) of all records lies, to ±5.9 %; undefined when empty. */
export function percentile(histogram: HistogramValue, q: number): number | undefined {
  if (histogram.count === 0) return undefined;
  const rank = Math.max(1, Math.ceil(Math.min(1, q) * histogram.count));
  let seen = 0;
  const bucket = histogram.buckets.findIndex((count) => {
    seen += count;
    return seen >= rank;
  });
  if (bucket <= 0) return 0;
  if (bucket >= BUCKET_COUNT - 1) return HIGHEST_VALUE;
  return toMiddle(upperBound(bucket - 1), upperBound(bucket));
}

/** The harmonic mean is equally far from both ends in relative terms, at most 1/17. */
function toMiddle(low: number, high: number): number {
  return (2 * low * high) / (low + high);
}
