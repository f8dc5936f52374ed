// Which seconds were traded without a hole: what a hole left out is neither a move of a second nor a measure of what is usual.
import { type FeedRecord, gapReasons } from '../../domain/market/feed-record.ts';

/** As many as the seconds that are held. */
const KEPT = 3600;
/** Between the trades around a hole: what is shorter left out no second. */
const SHORT_MS = 1000;

/** Ages are those of the seconds that ended. */
export class FreshSeconds {
  readonly #torn = new Uint8Array(KEPT);
  #ended = 0;
  #isHole = false;
  #tradedMs = Number.NaN;
  #isTorn = false;

  onFeed({ kind, size }: Readonly<FeedRecord>): void {
    const reason = kind === 'gap' ? gapReasons[size] : undefined;
    if (kind === 'missedTrades' || reason === 'disconnected' || reason === 'overrun') this.#isHole = true;
  }

  /** The first trade after a hole ends it. Gives the time between it and the last one before, in ms; 0 where no second was left out. */
  onTrade(nowMs: number): number {
    const holeMs = this.#isHole && nowMs - this.#tradedMs >= SHORT_MS ? nowMs - this.#tradedMs : 0;
    if (holeMs > 0) this.#isTorn = true;
    this.#isHole = false;
    this.#tradedMs = nowMs;
    return holeMs;
  }

  /** A second ended; in a hole it may be one that nobody saw. */
  endSecond(): void {
    this.#torn[this.#ended++ % KEPT] = this.#isTorn || this.#isHole ? 1 : 0;
    this.#isTorn = false;
  }

  /** Whether the second of that age was in a hole, or its first trade came out of one. */
  isTorn(age: number): boolean {
    return this.#torn[(this.#ended - 1 - age) % KEPT] === 1;
  }

  /** Seconds without a hole among the newest of that many. */
  count(among: number): number {
    let whole = 0;
    for (let age = 0; age < among && age < this.#ended; age++) if (!this.isTorn(age)) whole++;
    return whole;
  }
}
