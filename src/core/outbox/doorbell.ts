/** Remembers that it rang until somebody has looked; ringing often is ringing once. */
export class Doorbell {
  #hasRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Whoever looks now has heard everything so far. */
  silence(): void {
    this.#hasRung = false;
  }

  /** Resolves with the next ring, at once when it rang since it was silenced. One may wait. */
  rung(): Promise<void> {
    if (this.#hasRung) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
