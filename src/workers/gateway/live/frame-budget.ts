/** Counts what one client sends: at most so many in each stretch of time. */
export class FrameBudget {
  readonly #max: number;
  readonly #periodMs: number;
  #beganMs = Number.NEGATIVE_INFINITY;
  #taken = 0;

  constructor(max: number, periodMs: number) {
    this.#max = max;
    this.#periodMs = periodMs;
  }

  /** False when it is used up. */
  take(nowMs: number): boolean {
    if (nowMs - this.#beganMs >= this.#periodMs) {
      this.#beganMs = nowMs;
      this.#taken = 0;
    }
    return ++this.#taken <= this.#max;
  }
}
