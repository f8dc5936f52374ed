/** The last `length` values. */
export class Ring {
  readonly #values: Float64Array;
  #next = 0;
  #count = 0;

  constructor(length: number) {
    this.#values = new Float64Array(length);
  }

  get length(): number {
    return this.#values.length;
  }

  get isFull(): boolean {
    return this.#count === this.#values.length;
  }

  /** Gives back the value that falls out; NaN while there is room. A NaN pushed is passed over. */
  push(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    const oldest = this.isFull ? this.#values[this.#next]! : Number.NaN;
    this.#values[this.#next] = value;
    this.#next = this.#next + 1 === this.#values.length ? 0 : this.#next + 1;
    if (!this.isFull) this.#count++;
    return oldest;
  }

  /** The value pushed `back` pushes ago, 0 being the newest. */
  at(back: number): number {
    const index = this.#next - 1 - back;
    return this.#values[index < 0 ? index + this.#values.length : index]!;
  }
}
