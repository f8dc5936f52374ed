// Volume by price over a time of any length: a session, a fixed range, the bars that a chart shows.

import { RowVolumes } from '../bars/row-volumes.ts';
import type { Aggressor } from '../flow-view.ts';
import type { FootprintBar, FootprintRow } from '../footprint.ts';

/** Has the form of `Rows`: point of control and value area are taken of it as of a bar. */
export class VolumeProfile {
  readonly binTicks: number;
  readonly #volumes = new RowVolumes();
  /** Ticks; NaN before the first trade. */
  high = Number.NaN;
  low = Number.NaN;
  ask = 0;
  bid = 0;
  #rows: readonly Readonly<FootprintRow>[] | undefined;

  constructor(binTicks: number) {
    this.binTicks = binTicks;
  }

  /** From the lowest row that was traded to the highest, none left out. */
  get rows(): readonly Readonly<FootprintRow>[] {
    this.#rows ??= this.#volumes.toRows();
    return this.#rows;
  }

  add(aggressor: Aggressor, price: number, size: number): void {
    this.#reach(price, price);
    this.#count(Math.floor(price / this.binTicks), aggressor === 'buy', size);
  }

  /** The bar's rows must fit into this profile's: its bin is a multiple of theirs. */
  addBar({ rows, binTicks, high, low }: FootprintBar): void {
    const factor = this.binTicks / binTicks;
    if (!Number.isInteger(factor))
      throw new RangeError(`Rows of ${binTicks} ticks do not fit into rows of ${this.binTicks}.`);
    this.#reach(high, low);
    for (const { row, ask, bid } of rows) {
      const into = Math.floor(row / factor);
      if (ask > 0) this.#count(into, true, ask);
      if (bid > 0) this.#count(into, false, bid);
    }
  }

  #reach(high: number, low: number): void {
    this.#rows = undefined;
    if (!(high <= this.high)) this.high = high;
    if (!(low >= this.low)) this.low = low;
  }

  #count(row: number, isBuy: boolean, lots: number): void {
    if (isBuy) this.ask += lots;
    else this.bid += lots;
    this.#volumes.add(row, isBuy, lots);
  }
}

/** Of the bars that opened from `fromMs` to before `toMs`. */
export function profileOf(
  bars: readonly FootprintBar[],
  range: { readonly fromMs: number; readonly toMs: number },
  binTicks: number,
): VolumeProfile {
  const profile = new VolumeProfile(binTicks);
  for (const bar of bars) if (bar.openMs >= range.fromMs && bar.openMs < range.toMs) profile.addBar(bar);
  return profile;
}
