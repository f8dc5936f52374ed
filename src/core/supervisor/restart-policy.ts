// When a dead worker starts again: at once the first time, then later and later, and not more often than allowed.

export type RestartLimits = {
  /** False leaves a worker that died of an error dead. */
  readonly restartOnError: boolean;
  /** Restarts allowed within the window. */
  readonly maxRestarts: number;
  readonly windowMs: number;
  /** Delay of the second restart in a row; each further one waits twice as long. */
  readonly delayMs: number;
  readonly maxDelayMs: number;
};

export type Verdict = { readonly restart: true; readonly delayMs: number } | { readonly restart: false };

/** Running this long without dying makes the next restart immediate again. */
const HEALTHY_FACTOR = 2;

/** All times are on one monotonic clock, in ms. */
export class RestartPolicy {
  readonly #limits: RestartLimits;
  #deathsMs: number[] = [];
  #inARow = 0;
  #readyMs: number | undefined;

  constructor(limits: RestartLimits) {
    this.#limits = limits;
  }

  onReady(nowMs: number): void {
    this.#readyMs = nowMs;
  }

  onDeath(nowMs: number): Verdict {
    const { restartOnError, maxRestarts, windowMs, delayMs, maxDelayMs } = this.#limits;
    if (this.#readyMs !== undefined && nowMs - this.#readyMs >= maxDelayMs * HEALTHY_FACTOR) this.#inARow = 0;
    this.#readyMs = undefined;
    this.#deathsMs = this.#deathsMs.filter((deathMs) => nowMs - deathMs < windowMs);
    if (!restartOnError || this.#deathsMs.length >= maxRestarts) return { restart: false };
    this.#deathsMs.push(nowMs);
    const doublings = this.#inARow - 1;
    this.#inARow++;
    return { restart: true, delayMs: doublings < 0 ? 0 : Math.min(delayMs * 2 ** doublings, maxDelayMs) };
  }

  /** A person started it again: the past is forgiven. */
  reset(): void {
    this.#deathsMs = [];
    this.#inARow = 0;
  }
}
