// The last deltas of a topic by number: the backlog of those who come back and the one queue of all who are slow.

export type Delta = { readonly seq: number; readonly data: unknown; readonly frame: Buffer };

/** Bounded by number and by bytes; the newest is always kept. */
export class DeltaRing {
  readonly #slots: (Delta | undefined)[];
  readonly #maxBytes: number;
  #firstSeq = 1;
  #lastSeq = 0;
  #bytes = 0;

  constructor(max: number, maxBytes: number) {
    this.#slots = new Array(max).fill(undefined);
    this.#maxBytes = maxBytes;
  }

  /** One more than `lastSeq` while it is empty. */
  get firstSeq(): number {
    return this.#firstSeq;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get newest(): Delta | undefined {
    return this.at(this.#lastSeq);
  }

  /** Undefined when it is no longer kept, or not there yet. */
  at(seq: number): Delta | undefined {
    return seq < this.#firstSeq || seq > this.#lastSeq ? undefined : this.#slots[seq % this.#slots.length];
  }

  /** Numbers follow each other. */
  push(delta: Delta): void {
    if (this.#lastSeq - this.#firstSeq + 1 === this.#slots.length) this.#dropFirst();
    this.#slots[delta.seq % this.#slots.length] = delta;
    this.#lastSeq = delta.seq;
    this.#bytes += delta.frame.length;
    while (this.#bytes > this.#maxBytes && this.#firstSeq < this.#lastSeq) this.#dropFirst();
  }

  /** Leaves one number out, and nothing before it can be had again. */
  clear(): void {
    while (this.#firstSeq <= this.#lastSeq) this.#dropFirst();
    this.#lastSeq++;
    this.#firstSeq++;
  }

  #dropFirst(): void {
    const at = this.#firstSeq % this.#slots.length;
    this.#bytes -= this.#slots[at]?.frame.length ?? 0;
    this.#slots[at] = undefined;
    this.#firstSeq++;
  }
}
