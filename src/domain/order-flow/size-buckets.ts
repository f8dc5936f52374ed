// Buckets for whole numbers up to 2^53: exact below 64, above that 32 to each doubling, so that a bucket spans 1/32 of its value at most.

export const BUCKETS = 1568;

export function bucketOf(value: number): number {
  if (value < 64) return Math.floor(value);
  const high = value < 0x8000_0000 ? 0 : Math.floor(value / 0x8000_0000);
  const exponent = high === 0 ? 31 - Math.clz32(value) : 62 - Math.clz32(high);
  const octave = exponent - 5;
  return octave * 32 + Math.floor(value / 2 ** octave);
}

/** The smallest number that falls into it. */
export function lowestOf(bucket: number): number {
  if (bucket < 64) return bucket;
  return (32 + (bucket % 32)) * 2 ** (Math.floor(bucket / 32) - 1);
}
