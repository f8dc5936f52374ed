// Which trades came, by their consecutive numbers: each once, and those that are missing known.

export type TradeArrival = 'next' | 'late' | 'duplicate';

/** Missing numbers that are remembered; older ones are given up. */
const MAX_MISSING = 10_000;

export class TradeSequence {
  #last = 0;
  readonly #missing = new Set<number>();

  /** The highest number that came; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Numbers below `id` that never came, when this is the first to show it: from `last` + 1 on. */
  skippedBefore(id: number): number {
    return this.#last === 0 ? 0 : Math.max(0, id - this.#last - 1);
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

  #miss(id: number): void {
    this.#missing.add(id);
    if (this.#missing.size <= MAX_MISSING) return;
    for (const oldest of this.#missing) {
      this.#missing.delete(oldest);
      return;
    }
  }
}
