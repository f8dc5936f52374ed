// What must last before it counts: the lowest grade that was held without a break.

export class Sustained {
  readonly #forMs: number;
  readonly #since: number[];

  /** `grades` counts the grades from 1 on; 0 is none. */
  constructor(forMs: number, grades: number) {
    this.#forMs = forMs;
    this.#since = Array.from({ length: grades + 1 }, () => Number.NaN);
  }

  /** The highest grade that was held, or exceeded, for that long by now. */
  see(grade: number, nowMs: number): number {
    let held = 0;
    for (let each = 1; each < this.#since.length; each++) {
      if (grade < each) this.#since[each] = Number.NaN;
      else if (Number.isNaN(this.#since[each])) this.#since[each] = nowMs;
      if (nowMs - this.#since[each]! >= this.#forMs) held = each;
    }
    return held;
  }

  reset(): void {
    this.#since.fill(Number.NaN);
  }
}
