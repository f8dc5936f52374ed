// One anomaly from its first sign until it was calm for a while: told once, and again only when it grows worse.
import type { Severity } from './anomaly.ts';

const ranks: Readonly<Record<Severity, number>> = { low: 1, medium: 2, high: 3, critical: 4 };

export class Episode<S extends Severity> {
  readonly #calmMs: number;
  #toldRank = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(calmMs: number) {
    this.#calmMs = calmMs;
  }

  /** The severity if it is to be told now; undefined stands for calm. */
  see(severity: S | undefined, nowMs: number): S | undefined {
    if (severity === undefined) return undefined;
    if (nowMs - this.#lastMs >= this.#calmMs) this.#toldRank = 0;
    this.#lastMs = nowMs;
    if (ranks[severity] <= this.#toldRank) return undefined;
    this.#toldRank = ranks[severity];
    return severity;
  }
}
