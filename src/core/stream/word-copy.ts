// Moving records between private and shared memory so that the sequence checks around the copy can be trusted.

export type WordCopy = {
  /** Stores all of `from` into shared memory. */
  put(from: BigInt64Array, shared: BigInt64Array, at: number): void;
  /** Fetches `count` words of shared memory to the start of `to`. */
  take(shared: BigInt64Array, at: number, to: BigInt64Array, count: number): void;
};

/** Right where the processor keeps loads in order and stores in order (x86-64). */
export const plainCopy: WordCopy = {
  put(from, shared, at) {
    for (let i = 0; i < from.length; i++) shared[at + i] = from[i]!;
  },
  take(shared, at, to, count) {
    to.set(shared.subarray(at, at + count));
  },
};

/** Right everywhere: each word is an ordered access, at some ten times the cost. */
export const atomicCopy: WordCopy = {
  put(from, shared, at) {
    for (let i = 0; i < from.length; i++) Atomics.store(shared, at + i, from[i]!);
  },
  take(shared, at, to, count) {
    for (let i = 0; i < count; i++) to[i] = Atomics.load(shared, at + i);
  },
};

export const wordCopy = process.arch === 'x64' ? plainCopy : atomicCopy;
