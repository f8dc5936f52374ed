// Whether every invalidation of a cache worker has been heard. A gap, a silence or a new life mean that one may be missing.
import type { Invalidation } from './cache-messages.ts';

/** Four signs of life. Then what is held may be older than its source, and never for longer. */
export const SILENCE_MS = 1000;

export class EventContinuity {
  #epoch: string | undefined;
  #sequence = 0;
  #heardMs = Number.NEGATIVE_INFINITY;

  get hasHeard(): boolean {
    return this.#epoch !== undefined;
  }

  isLive(nowMs: number): boolean {
    return nowMs - this.#heardMs < SILENCE_MS;
  }

  /** True when this follows what was heard before, so that nothing is missing. */
  hear({ epoch, sequence }: Pick<Invalidation, 'epoch' | 'sequence'>, nowMs: number): boolean {
    const follows = epoch === this.#epoch && sequence === this.#sequence + 1;
    this.#epoch = epoch;
    this.#sequence = sequence;
    this.#heardMs = nowMs;
    return follows;
  }
}
