// Passive form, of one side of the book: resting orders near the touch that were many, and are eaten up.

import type { BookSide } from '../../domain/market/book-side.ts';
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';
import type { Detection } from '../detector.ts';
import { RollingMoments } from '../rolling-moments.ts';
import { leastSamples } from '../warm-up.ts';

export type PassiveSettings = {
  readonly zoneTicks: number;
  readonly zoneDeviations: number;
  readonly zoneMs: number;
  readonly minDepletion: number;
  readonly minExecutedShare: number;
  readonly lookBackSeconds: number;
};

export class PassiveZone {
  readonly #settings: PassiveSettings;
  readonly #isBid: boolean;
  readonly #usual: RollingMoments;
  #isTracked = false;
  #low = 0;
  #sinceMs = 0;
  /** Lots that rested in the zone at the most, and were executed there since. */
  #most = 0;
  #executed = 0;
  #fromId = 0;
  #toId = 0;

  constructor(settings: PassiveSettings, side: 'bid' | 'ask') {
    this.#settings = settings;
    this.#isBid = side === 'bid';
    this.#usual = new RollingMoments(settings.lookBackSeconds);
  }

  get isTracked(): boolean {
    return this.#isTracked;
  }

  /** Samples what is usual, and watches the zone behind the touch from when it holds far more. */
  endSecond(view: FlowView): void {
    if (!view.isBookKnown) return;
    const { zoneTicks, zoneDeviations, zoneMs } = this.#settings;
    const side = this.#side(view);
    const resting = side.within(zoneTicks);
    const { mean, deviation, count } = this.#usual;
    this.#usual.push(resting);
    if (this.#isTracked && view.nowMs - this.#sinceMs >= zoneMs) this.#isTracked = false;
    if (this.#isTracked || count < leastSamples || !(resting > mean + zoneDeviations * deviation)) return;
    this.#isTracked = true;
    this.#low = this.#isBid ? side.best - zoneTicks : side.best;
    this.#sinceMs = view.nowMs;
    this.#most = resting;
    this.#executed = 0;
  }

  trade({ id, price, size }: Print): void {
    if (price < this.#low || price > this.#low + this.#settings.zoneTicks) return;
    if (this.#executed === 0) this.#fromId = id;
    this.#toId = id;
    this.#executed += size;
  }

  /** Strength: 0 at the least depletion that counts, 1 where nothing is left. */
  change(view: FlowView): Detection | undefined {
    const { zoneTicks, minDepletion, minExecutedShare } = this.#settings;
    const side = this.#side(view);
    let resting = 0;
    for (let price = this.#low; price <= this.#low + zoneTicks; price++) resting += side.at(price);
    if (resting >= this.#most) {
      this.#most = resting;
      this.#executed = 0;
      return undefined;
    }
    const gone = this.#most - resting;
    const depletion = gone / this.#most;
    if (depletion < minDepletion) return undefined;
    this.#isTracked = false;
    // what its owners took away themselves was not exhausted
    if (this.#executed < minExecutedShare * gone) return undefined;
    const high = this.#low + zoneTicks;
    return {
      side: this.#isBid ? 'sell' : 'buy',
      variant: 'passive',
      eventMs: view.nowMs,
      price: this.#isBid ? this.#low : high,
      strength: minDepletion < 1 ? (depletion - minDepletion) / (1 - minDepletion) : 1,
      trades: { from: this.#fromId, to: this.#toId },
      invalidation: this.#isBid ? high : this.#low,
      figures: {
        restedLots: this.#most,
        restingLots: resting,
        executedLots: this.#executed,
        depletion,
        tookMs: view.nowMs - this.#sinceMs,
      },
    };
  }

  forget(): void {
    this.#isTracked = false;
  }

  #side({ book }: FlowView): BookSide {
    return this.#isBid ? book.bids : book.asks;
  }
}
