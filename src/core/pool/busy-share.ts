/** The share of time a thread was busy, 0 to 1: the mean of its latest samples. */
export class BusyShare {
  value = 0;
  readonly #samples: number[] = [];
  readonly #history: number;
  #busyMs = 0;
  #sampledMs: number;

  constructor(history: number, nowMs: number) {
    this.#history = history;
    this.#sampledMs = nowMs;
  }

  /** `busyMs` is all the time the thread has been busy so far. */
  sample(busyMs: number, nowMs: number): void {
    const elapsedMs = nowMs - this.#sampledMs;
    if (elapsedMs <= 0) return;
    this.#samples.push(Math.min(1, Math.max(0, (busyMs - this.#busyMs) / elapsedMs)));
    if (this.#samples.length > this.#history) this.#samples.shift();
    this.#busyMs = busyMs;
    this.#sampledMs = nowMs;
    this.value = this.#samples.reduce((sum, share) => sum + share, 0) / this.#samples.length;
  }
}
