// The trades of one aggressor inside a window of time, with what rested at their price when they came.

const START = 256;

export class SideTrades {
  readonly windowMs: number;
  #times = new Float64Array(START);
  #prices = new Float64Array(START);
  #sizes = new Float64Array(START);
  #shown = new Float64Array(START);
  #ids = new Float64Array(START);
  #head = 0;
  #count = 0;
  /** Lots in the window. */
  sum = 0;

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  get count(): number {
    return this.#count;
  }

  push(eventMs: number, price: number, size: number, shown: number, id: number): void {
    if (this.#count === this.#times.length) this.#grow();
    const at = this.#slot(this.#count++);
    this.#times[at] = eventMs;
    this.#prices[at] = price;
    this.#sizes[at] = size;
    this.#shown[at] = shown;
    this.#ids[at] = id;
    this.sum += size;
  }

  /** Forgets what the window has left behind. */
  expire(nowMs: number): void {
    const fromMs = nowMs - this.windowMs;
    while (this.#count > 0 && this.#times[this.#head]! < fromMs) {
      this.sum -= this.#sizes[this.#head]!;
      this.#head = this.#slot(1);
      this.#count--;
    }
  }

  /** By age, 0 is the newest. */
  timeMs(age: number): number {
    return this.#times[this.#slot(this.#count - 1 - age)]!;
  }

  price(age: number): number {
    return this.#prices[this.#slot(this.#count - 1 - age)]!;
  }

  size(age: number): number {
    return this.#sizes[this.#slot(this.#count - 1 - age)]!;
  }

  /** Lots that the book showed at that trade's price, on the passive side. */
  shown(age: number): number {
    return this.#shown[this.#slot(this.#count - 1 - age)]!;
  }

  id(age: number): number {
    return this.#ids[this.#slot(this.#count - 1 - age)]!;
  }

  #slot(offset: number): number {
    return (this.#head + offset) & (this.#times.length - 1);
  }

  #grow(): void {
    const { length } = this.#times;
    const unrolled = (old: Float64Array<ArrayBuffer>) => {
      const larger = new Float64Array(length * 2);
      larger.set(old.subarray(this.#head));
      larger.set(old.subarray(0, this.#head), length - this.#head);
      return larger;
    };
    this.#times = unrolled(this.#times);
    this.#prices = unrolled(this.#prices);
    this.#sizes = unrolled(this.#sizes);
    this.#shown = unrolled(this.#shown);
    this.#ids = unrolled(this.#ids);
    this.#head = 0;
  }
}
