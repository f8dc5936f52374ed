// Tells a time that cannot be: one message from next year would stop every measure that goes by the exchange's clock.

/** How far the exchange's clock may move against ours from one message to the next. */
const MAX_JUMP_MS = 600_000;
/** So many in a row are no mistake: the exchange, or our clock, was set anew. */
const CONVINCING = 3;

export class EventTimes {
  #offsetMs = Number.NaN;
  #odd = 0;

  /** False for a time that the messages before contradict; 0 is no time, and none to object to. */
  isSound(eventMs: number, receivedMs: number): boolean {
    if (eventMs === 0) return true;
    const offsetMs = eventMs - receivedMs;
    if (Math.abs(offsetMs - this.#offsetMs) > MAX_JUMP_MS && ++this.#odd < CONVINCING) return false;
    this.#offsetMs = offsetMs;
    this.#odd = 0;
    return true;
  }
}
