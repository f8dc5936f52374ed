// Puts depth events right that lie in a recording a few places from where they belong, as their numbers prove.
import { type DepthEvent, toKept } from './diff-buffer.ts';
import { ruleOf } from './sequence-rule.ts';

/** Held back at most, which is 400 ms of the usual stream; then what is missing is taken for lost. */
const MAX_HELD = 4;

/**
 * For recordings only. A live connection keeps the order of what it sends, so a number that is missing there is lost: to wait for it
 * would only show an old book for longer. Files are merged and edited, and a recorder may write what two connections brought.
 */
export class DepthOrder {
  readonly #take: (event: DepthEvent) => void;
  #held: DepthEvent[] = [];
  /** Last update of what was handed on; NaN before the first. */
  #lastId = Number.NaN;

  constructor(take: (event: DepthEvent) => void) {
    this.#take = take;
  }

  add(event: DepthEvent): void {
    const isEarly = event.firstId > this.#lastId && !ruleOf(event).isNext(event, this.#lastId);
    if (!isEarly) {
      this.#release(event);
      if (this.#held.length > 0) this.#releaseNext();
      return;
    }
    this.#held.push(toKept(event));
    if (this.#held.length > MAX_HELD) this.flush();
  }

  /** Hands on all that is held, in the order of its numbers: what is missing does not come any more. */
  flush(): void {
    if (this.#held.length === 0) return;
    const held = this.#held.sort((a, b) => a.lastId - b.lastId);
    this.#held = [];
    for (const event of held) this.#release(event);
  }

  #releaseNext(): void {
    for (;;) {
      const at = this.#held.findIndex((event) => ruleOf(event).isNext(event, this.#lastId));
      if (at < 0) return;
      for (const event of this.#held.splice(at, 1)) this.#release(event);
    }
  }

  #release(event: DepthEvent): void {
    // one that came before moves nothing
    if (!(event.lastId <= this.#lastId)) this.#lastId = event.lastId;
    this.#take(event);
  }
}
