// A 53-bit count in two 32-bit words, readable at any instant, also after its writer died between the two stores.

/** The high word counts blocks of this size, so its bits overlap the low word's and either may be one step behind. */
const BLOCK_BITS = 21;
const BLOCK = 2 ** BLOCK_BITS;

export const SEQUENCE_CELL_WORDS = 2;

/** One writer, any number of readers. The value only grows and stays below 2^53. */
export class SequenceCell {
  readonly #words: Int32Array;
  readonly #low: number;
  readonly #high: number;
  #nextBlockAt: number;

  constructor(words: Int32Array, index: number) {
    this.#words = words;
    this.#low = index;
    this.#high = index + 1;
    this.#nextBlockAt = ((Atomics.load(words, this.#high) >>> 0) + 1) * BLOCK;
  }

  store(value: number): void {
    if (value >= this.#nextBlockAt) {
      const block = Math.floor(value / BLOCK);
      this.#nextBlockAt = (block + 1) * BLOCK;
      Atomics.store(this.#words, this.#high, block | 0);
    }
    Atomics.store(this.#words, this.#low, value | 0);
  }

  load(): number {
    for (;;) {
      const high = Atomics.load(this.#words, this.#high);
      const low = Atomics.load(this.#words, this.#low);
      // The value nearest to the block start that ends in these 32 bits: right while both are within 2^31 of each other.
      if (Atomics.load(this.#words, this.#high) === high)
        return (high >>> 0) * BLOCK + ((low - (high << BLOCK_BITS)) | 0);
    }
  }
}
