// What is measured by session: one of it for the present session and one for the session before.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export class Sessions<T> {
  readonly #startMs: number;
  readonly #create: () => T;
  #index = Number.NEGATIVE_INFINITY;
  present: T;
  /** Of the last session that had anything in it; undefined in the first. */
  previous: T | undefined;

  /** Sessions of a day that begin at this hour of UTC. */
  constructor(startHour: number, create: () => T) {
    this.#startMs = startHour * HOUR_MS;
    this.#create = create;
    this.present = create();
  }

  /** That of the session in which this time lies; a time before the present session counts in it. */
  at(eventMs: number): T {
    const index = Math.floor((eventMs - this.#startMs) / DAY_MS);
    if (index > this.#index) {
      if (this.#index !== Number.NEGATIVE_INFINITY) {
        this.previous = this.present;
        this.present = this.#create();
      }
      this.#index = index;
    }
    return this.present;
  }
}
