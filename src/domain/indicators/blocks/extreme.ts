// Highest or lowest of a window with its age, in constant time on average: a queue of those that may still become the extreme.

/** Which of equal values counts, for the age. */
export type Ties = 'oldest' | 'newest';

export class Extreme {
  readonly #length: number;
  readonly #sign: number;
  readonly #keepsOldest: boolean;
  readonly #values: Float64Array;
  readonly #times: Float64Array;
  #head = 0;
  #size = 0;
  #time = 0;

  constructor(length: number, kind: 'highest' | 'lowest', ties: Ties = 'newest') {
    this.#length = length;
    this.#sign = kind === 'highest' ? 1 : -1;
    this.#keepsOldest = ties === 'oldest';
    this.#values = new Float64Array(length);
    this.#times = new Float64Array(length);
  }

  /** NaN until `length` values came. */
  push(value: number): number {
    const extreme = this.pushEarly(value);
    return this.#time < this.#length ? Number.NaN : extreme;
  }

  /** Of as many as came, until they are `length`. */
  pushEarly(value: number): number {
    if (Number.isNaN(value)) return Number.NaN;
    const time = this.#time++;
    if (this.#size > 0 && this.#times[this.#head]! <= time - this.#length) this.#dropHead();
    const signed = value * this.#sign;
    while (this.#size > 0 && this.#isBeaten(this.#values[this.#slot(this.#size - 1)]!, signed)) this.#size--;
    const slot = this.#slot(this.#size++);
    this.#values[slot] = signed;
    this.#times[slot] = time;
    return this.#values[this.#head]! * this.#sign;
  }

  /** Pushes since the extreme, 0 when it is the newest value. */
  get age(): number {
    return this.#time - 1 - this.#times[this.#head]!;
  }

  #isBeaten(waiting: number, newest: number): boolean {
    return this.#keepsOldest ? waiting < newest : waiting <= newest;
  }

  #dropHead(): void {
    this.#head = this.#head + 1 === this.#length ? 0 : this.#head + 1;
    this.#size--;
  }

  #slot(offset: number): number {
    const slot = this.#head + offset;
    return slot >= this.#length ? slot - this.#length : slot;
  }
}

export class Highest extends Extreme {
  constructor(length: number, ties?: Ties) {
    super(length, 'highest', ties);
  }
}

export class Lowest extends Extreme {
  constructor(length: number, ties?: Ties) {
    super(length, 'lowest', ties);
  }
}
