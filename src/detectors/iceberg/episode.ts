// What happened at one price: hits by trades, and refills by the book after them.
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';

/** Refills kept of an episode. */
const KEPT = 32;

/** The refills from one of an episode on to its last. */
export type Series = {
  readonly refills: number;
  readonly executedLots: number;
  readonly shownLots: number;
  readonly from: number;
  readonly startedMs: number;
};

export class Episode {
  readonly isAsk: boolean;
  price = Number.NaN;
  /** What should be left of the level after trades that the book does not show yet; NaN while there are none. */
  leftLots = Number.NaN;
  tradedMs = 0;
  refilledMs = Number.NEGATIVE_INFINITY;
  to = 0;
  firedMs = Number.NEGATIVE_INFINITY;
  #hitLots = 0;
  #shownLots = 0;
  #from = 0;
  #fromMs = 0;
  #refills = 0;
  readonly #executed = new Float64Array(KEPT);
  readonly #shown = new Float64Array(KEPT);
  readonly #ids = new Float64Array(KEPT);
  readonly #times = new Float64Array(KEPT);

  constructor(isAsk: boolean) {
    this.isAsk = isAsk;
  }

  begin(price: number, nowMs: number): void {
    if (price !== this.price) this.firedMs = Number.NEGATIVE_INFINITY;
    this.price = price;
    this.refilledMs = nowMs;
    this.leftLots = Number.NaN;
    this.#hitLots = 0;
    this.#refills = 0;
  }

  end(): void {
    this.refilledMs = Number.NEGATIVE_INFINITY;
  }

  /** A trade at a level that shows so much. */
  hit({ id, eventMs, size }: Print, shown: number): void {
    if (this.#hitLots === 0) {
      this.#from = id;
      this.#fromMs = eventMs;
    }
    this.#hitLots += size;
    this.#shownLots = shown;
    this.tradedMs = eventMs;
    this.to = id;
  }

  /** The level shows so much again; it counts where that share of it had been executed. */
  refill(shown: number, minShare: number): void {
    const largest = Math.max(shown, this.#shownLots);
    if (this.#hitLots >= minShare * largest) {
      const at = this.#refills++ % KEPT;
      this.#executed[at] = this.#hitLots;
      this.#shown[at] = largest;
      this.#ids[at] = this.#from;
      this.#times[at] = this.#fromMs;
      this.refilledMs = this.tradedMs;
    }
    this.#hitLots = 0;
  }

  /** The longest series of refills in which `times` the largest size shown was executed; what was before may have shown more. */
  seriesOf(minRefills: number, times: number): Series | undefined {
    let executedLots = 0;
    let shownLots = 0;
    let found: Series | undefined;
    for (let refills = 1; refills <= Math.min(this.#refills, KEPT); refills++) {
      const at = (this.#refills - refills) % KEPT;
      executedLots += this.#executed[at]!;
      shownLots = Math.max(shownLots, this.#shown[at]!);
      if (refills < minRefills || executedLots < times * shownLots) continue;
      found = { refills, executedLots, shownLots, from: this.#ids[at]!, startedMs: this.#times[at]! };
    }
    return found;
  }
}

/** Lots that the book shows there. */
export function sizeAt({ price, isAsk }: Episode, { book }: FlowView): number {
  return (isAsk ? book.asks : book.bids).at(price);
}
