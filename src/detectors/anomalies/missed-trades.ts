// Trades that never came, against those that did: how much of the last minute's trading is unknown.

/** Seconds that are looked at. */
const WINDOW_SECONDS = 60;

export type MissedTradesSettings = {
  readonly mediumMissedShare: number;
  readonly highMissedShare: number;
  readonly mediumMissed: number;
  readonly highMissed: number;
};

export class MissedTrades {
  readonly #set: MissedTradesSettings;
  readonly #seen = new Float64Array(WINDOW_SECONDS);
  readonly #missed = new Float64Array(WINDOW_SECONDS);
  #at = 0;

  constructor(settings: MissedTradesSettings) {
    this.#set = settings;
  }

  saw(): void {
    this.#seen[this.#at]!++;
  }

  miss(trades: number): void {
    this.#missed[this.#at]! += trades;
  }

  endSecond(): void {
    this.#at = (this.#at + 1) % WINDOW_SECONDS;
    this.#seen[this.#at] = 0;
    this.#missed[this.#at] = 0;
  }

  get missed(): number {
    return this.#missed.reduce((sum, each) => sum + each, 0);
  }

  /** Of all trades of the window; NaN where there were none. */
  get share(): number {
    const { missed } = this;
    return missed / (missed + this.#seen.reduce((sum, each) => sum + each, 0));
  }

  /** By number, or by share where they are more than the odd ones: three missed of four in a still minute are few. */
  get grade(): 'low' | 'medium' | 'high' {
    const { mediumMissedShare, highMissedShare, mediumMissed, highMissed } = this.#set;
    const { missed, share } = this;
    const reaches = (leastShare: number, many: number) =>
      missed >= many || (missed >= FEW && share >= leastShare);
    if (reaches(highMissedShare, highMissed)) return 'high';
    return reaches(mediumMissedShare, mediumMissed) ? 'medium' : 'low';
  }
}

/** Fewer say nothing by their share. */
const FEW = 10;
