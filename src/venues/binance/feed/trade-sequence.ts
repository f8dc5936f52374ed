// Which trades came, by their consecutive numbers: each once, and those that are missing known.

export type TradeArrival = 'next' | 'late' | 'duplicate';

/** Missing numbers that are remembered; older ones are given up. */
const MAX_MISSING = 10_000;
/** So many in a row, in order and far below the highest, prove that the highest was no number of a trade. */
const PROOF = 3;

export class TradeSequence {
  #last = 0;
  readonly #missing = new Set<number>();
  #doubts = 0;
  #doubted = 0;

  /** The highest number that came; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Numbers below `id` that never came, when this is the first to show it: from `last` + 1 on. */
  skippedBefore(id: number): number {
    return this.#last === 0 ? 0 : Math.max(0, id - this.#last - 1);
  }

  /** It came before, or is older than what is remembered. */
  has(id: number): boolean {
    return id <= this.#last && !this.#missing.has(id);
  }

  arrive(id: number): TradeArrival {
    if (id > this.#last) {
      const skipped = this.skippedBefore(id);
      for (let missing = Math.max(id - skipped, id - MAX_MISSING); missing < id; missing++)
        this.#miss(missing);
      this.#last = id;
      return 'next';
    }
    return this.#missing.delete(id) ? 'late' : 'duplicate';
  }

  /** Takes note of a duplicate of the stream. True when numbers begin anew with it, after one that was far too high. */
  beginsAnew(id: number): boolean {
    if (id >= this.#last - MAX_MISSING) return false;
    this.#doubts = id === this.#doubted + 1 ? this.#doubts + 1 : 1;
    this.#doubted = id;
    if (this.#doubts < PROOF) return false;
    this.#last = id - 1;
    this.#missing.clear();
    return true;
  }

  #miss(id: number): void {
    this.#missing.add(id);
    if (this.#missing.size <= MAX_MISSING) return;
    for (const oldest of this.#missing) {
      this.#missing.delete(oldest);
      return;
    }
  }
}
