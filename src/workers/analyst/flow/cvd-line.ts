// The cumulative delta that is shown: what the flow counted since it began, on top of what came before it and what it missed.

/** CVD at the close of the last bar of an earlier life. */
export type EarlierCvd = {
  readonly lots: number;
  /** End of that bar. */
  readonly endMs: number;
  /** Since when it counted. */
  readonly sinceMs: number;
};

type Closed = { openMs: number; cvd: number };

const MINUTE_MS = 60_000;
const HELD = 240;
/** Between two lives: a line that ended longer ago stays ended. */
const MAX_BETWEEN_MS = 1500 * MINUTE_MS;

export class CvdLine {
  /** Lots to be added to what the flow counted. */
  offset = 0;
  /** Since when it counts; two bars with different ones are not of one line. Changes when an earlier line is taken up again. */
  sinceMs = Number.NaN;
  readonly #onChanged: (openMs: number) => void;
  readonly #closed: Closed[] = [];
  /** Minutes between the earlier life and this one that the venue has still to tell. */
  #missing = new Set<number>();
  #earlier: EarlierCvd | undefined;
  #between = 0;
  #firstMs = Number.NaN;
  #resetMs = Number.NEGATIVE_INFINITY;

  /** `onChanged` is told of each held bar whose CVD is known better now. */
  constructor(onChanged: (openMs: number) => void) {
    this.#onChanged = onChanged;
  }

  /** The flow begins, in the middle of a minute. */
  begin(atMs: number): void {
    this.#firstMs = atMs - (atMs % MINUTE_MS);
    this.sinceMs = this.#firstMs;
  }

  /** An earlier line goes on in this one, as soon as every minute between them is told; in between both are apart. */
  resume(earlier: EarlierCvd): void {
    const betweenMs = this.#firstMs - earlier.endMs;
    if (!(betweenMs >= 0 && betweenMs < MAX_BETWEEN_MS)) return;
    this.#earlier = earlier;
    for (let openMs = earlier.endMs; openMs <= this.#firstMs; openMs += MINUTE_MS) this.#missing.add(openMs);
  }

  /** A bar closed, when the flow had counted so many lots. */
  closed(openMs: number, lots: number): void {
    this.#closed.push({ openMs, cvd: lots + this.offset });
    if (this.#closed.length > HELD) this.#closed.shift();
  }

  /** At the close of a held bar. */
  at(openMs: number): number | undefined {
    return this.#closed.findLast((bar) => bar.openMs === openMs)?.cvd;
  }

  /** The venue told a minute, whose delta has so many lots more than were counted in it. */
  told(openMs: number, lots: number): void {
    if (openMs < this.#resetMs) return;
    if (openMs > this.#firstMs) return this.#add(openMs, lots);
    if (!this.#missing.delete(openMs)) {
      if (openMs === this.#firstMs && !this.#earlier) this.#add(openMs, lots);
      return;
    }
    this.#between += lots;
    if (this.#missing.size > 0 || !this.#earlier) return;
    this.sinceMs = this.#earlier.sinceMs;
    this.#add(this.#firstMs, this.#earlier.lots + this.#between);
    this.#earlier = undefined;
  }

  /** It is counted anew. */
  reset(atMs: number): void {
    this.offset = 0;
    this.sinceMs = atMs;
    this.#resetMs = atMs;
    this.#earlier = undefined;
    this.#missing.clear();
  }

  #add(fromMs: number, lots: number): void {
    this.offset += lots;
    for (const bar of this.#closed)
      if (bar.openMs >= fromMs) {
        bar.cvd += lots;
        this.#onChanged(bar.openMs);
      }
  }
}
