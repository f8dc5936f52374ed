// Which trades are believed: those near the book or the last trade at once, one far away when its neighbours confirm it.
import type { PriceBand } from '../../../domain/market/instrument.ts';
import type { Trade } from '../../venue-feed.ts';

/** Where the venue names no band. */
export const DEFAULT_BAND: PriceBand = { down: 0.5, up: 2 };
/** So many in a row far away, but within the default band of one another, are no mistake: the price did move there. */
const CONVINCING = 3;

/**
 * A crash walks down level by level, so each of its trades is near the one before, however far it goes in a second. Only a jump is
 * held back: until the book or a believed trade is near it, or two more jumped there; what the next trade contradicts is refused.
 */
export class TradeBand {
  readonly #band: PriceBand;
  #last = Number.NaN;
  #held: Trade[] = [];

  constructor(band: PriceBand = DEFAULT_BAND) {
    this.#band = band;
  }

  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  /** Near the middle of the book, where that is known (else NaN), or near the last trade; true while neither is known. */
  isNear(price: number, mid: number): boolean {
    const isFirst = Number.isNaN(mid) && Number.isNaN(this.#last);
    return isFirst || areNear(price, mid, this.#band) || areNear(price, this.#last, this.#band);
  }

  /** It is told: those that follow are judged by it. */
  believe(price: number): void {
    this.#last = price;
  }

  /** One far away. `take` is to be told now, oldest first; `refused` stood alone. */
  hold(trade: Trade): { take: readonly Trade[]; refused: readonly Trade[] } {
    if (this.#held.some(({ id }) => id === trade.id)) return { take: [], refused: [] };
    const refused = this.#held.filter(({ price }) => !areNear(price, trade.price, DEFAULT_BAND));
    this.#held = [...this.#held.filter((one) => !refused.includes(one)), trade];
    if (this.#held.length < CONVINCING) return { take: [], refused };
    return { take: this.#release(), refused };
  }

  /** What is held is judged by a price that is believed. */
  settle(price: number): { take: readonly Trade[]; refused: readonly Trade[] } {
    const held = this.#release();
    const take = held.filter((one) => areNear(one.price, price, this.#band));
    return { take, refused: held.filter((one) => !take.includes(one)) };
  }

  /** Those near the middle of the book; the others stay held. */
  confirm(mid: number): readonly Trade[] {
    const take = this.#held.filter(({ price }) => areNear(price, mid, this.#band));
    this.#held = this.#held.filter((one) => !take.includes(one));
    return take;
  }

  #release(): Trade[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }
}

/** In either direction, so that the way back from a wick is no longer than the way there. */
function areNear(price: number, other: number, { down, up }: PriceBand): boolean {
  return (price >= other * down && price <= other * up) || (other >= price * down && other <= price * up);
}
