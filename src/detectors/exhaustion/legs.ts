// The legs of a market: up and down moves between turns of at least a given size, with the aggression spent in each.
import type { FootprintBar } from '../../domain/order-flow/footprint.ts';
import { type End, endOf } from '../pivots.ts';

export class Legs {
  /** Which way the present leg goes; 0 before the first. */
  direction: End | 0 = 0;
  /** Counts the legs. */
  number = 0;
  /** Of the present leg, in ticks. */
  extreme = Number.NaN;
  /** Lots of aggression in the leg's direction, up to its extreme. */
  aggression = 0;
  /** The same of the leg before in that direction; NaN while there was none. */
  readonly #before = { 1: Number.NaN, '-1': Number.NaN };
  /** Since the extreme, for and against the leg. */
  #sinceWith = 0;
  #sinceAgainst = 0;

  get aggressionBefore(): number {
    return this.direction === 0 ? Number.NaN : this.#before[this.direction];
  }

  /** Takes the next bar; the leg turns when the price comes back this far from its extreme. */
  push(bar: FootprintBar, turnTicks: number): void {
    const { direction } = this;
    if (direction === 0) {
      if (bar.close !== bar.open) this.#begin(bar.close > bar.open ? 1 : -1, bar);
      return;
    }
    const withIt = direction === 1 ? bar.ask : bar.bid;
    const against = direction === 1 ? bar.bid : bar.ask;
    this.#sinceWith += withIt;
    this.#sinceAgainst += against;
    const price = endOf(bar, direction);
    if ((price - this.extreme) * direction > 0) {
      this.extreme = price;
      this.aggression += this.#sinceWith;
      this.#sinceWith = this.#sinceAgainst = 0;
      return;
    }
    const opposite = direction === 1 ? -1 : 1;
    if ((this.extreme - endOf(bar, opposite)) * direction < turnTicks) return;
    this.#before[direction] = this.aggression;
    const spent = this.#sinceAgainst;
    this.#begin(opposite, bar);
    this.aggression = spent;
  }

  #begin(direction: End, bar: FootprintBar): void {
    this.direction = direction;
    this.number++;
    this.extreme = endOf(bar, direction);
    this.aggression = direction === 1 ? bar.ask : bar.bid;
    this.#sinceWith = this.#sinceAgainst = 0;
  }
}
