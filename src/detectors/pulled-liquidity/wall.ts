// One large level of the book and how its size went, as far back as a pull may reach.

/** Changes kept. */
const KEPT = 64;

export type Loss = {
  /** The largest size in the time asked for, in lots, when it came and when it was last seen. */
  readonly fromLots: number;
  readonly setMs: number;
  readonly seenMs: number;
  /** When it began to shrink. */
  readonly leftMs: number;
  /** Whether it had been small in that time too, before it was large. */
  readonly wasSmall: boolean;
};

export class Wall {
  readonly price: number;
  readonly isBid: boolean;
  /** What made a wall when it came: one that stands for long raises the measure itself. */
  readonly leastLots: number;
  /** Size from a change on, when it came, and when the size before was last seen. */
  readonly #sizes = new Float64Array(KEPT);
  readonly #setMs = new Float64Array(KEPT);
  readonly #seenMs = new Float64Array(KEPT);
  #count = 1;

  constructor(price: number, isBid: boolean, lots: number, leastLots: number) {
    this.price = price;
    this.isBid = isBid;
    this.leastLots = leastLots;
    this.#sizes[0] = lots;
    this.#setMs[0] = Number.NEGATIVE_INFINITY;
  }

  get lots(): number {
    return this.#sizes[(this.#count - 1) % KEPT]!;
  }

  get changedMs(): number {
    return this.#setMs[(this.#count - 1) % KEPT]!;
  }

  change(lots: number, eventMs: number, seenMs: number): void {
    const at = this.#count++ % KEPT;
    this.#sizes[at] = lots;
    this.#setMs[at] = eventMs;
    this.#seenMs[at] = seenMs;
  }

  /** What it lost was told: only its size now counts from here on. */
  forget(): void {
    this.#sizes[0] = this.lots;
    this.#setMs[0] = this.changedMs;
    this.#count = 1;
  }

  /** The largest size that was left at `fromMs` or later, or is there. */
  largestSince(fromMs: number): number {
    const oldest = Math.max(0, this.#count - KEPT);
    let largest = this.lots;
    for (let i = this.#count - 2; i >= oldest && this.#setMs[(i + 1) % KEPT]! >= fromMs; i--)
      largest = Math.max(largest, this.#sizes[i % KEPT]!);
    return largest;
  }

  /** Down from the largest size that was left at `fromMs` or later. Undefined where it never shrank since. */
  lossSince(fromMs: number, smallShare: number): Loss | undefined {
    const oldest = Math.max(0, this.#count - KEPT);
    let largest = this.#count - 1;
    let i = largest - 1;
    for (; i >= oldest && this.#setMs[(i + 1) % KEPT]! >= fromMs; i--)
      if (this.#sizes[i % KEPT]! > this.#sizes[largest % KEPT]!) largest = i;
    if (largest === this.#count - 1) return undefined;
    const fromLots = this.#sizes[largest % KEPT]!;
    let wasSmall = false;
    for (let before = i + 1; before < largest; before++)
      if (this.#sizes[before % KEPT]! <= smallShare * fromLots) wasSmall = true;
    const left = (largest + 1) % KEPT;
    return {
      fromLots,
      setMs: this.#setMs[largest % KEPT]!,
      seenMs: this.#seenMs[left]!,
      leftMs: this.#setMs[left]!,
      wasSmall,
    };
  }
}
