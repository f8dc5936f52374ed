// A footprint bar while trades are added to it; nobody adds to it once it is closed.
import type { FootprintBar, FootprintRow } from '../footprint.ts';
import { RowVolumes } from './row-volumes.ts';

export class GrowingBar implements FootprintBar {
  readonly openMs: number;
  readonly binTicks: number;
  readonly open: number;
  readonly volumes = new RowVolumes();
  lastMs: number;
  high: number;
  low: number;
  close: number;
  trades = 0;
  isPartial = false;
  ask = 0;
  bid = 0;
  deltaMin = 0;
  deltaMax = 0;
  #rows: readonly Readonly<FootprintRow>[] | undefined;

  constructor(openMs: number, binTicks: number, price: number) {
    this.openMs = openMs;
    this.lastMs = openMs;
    this.binTicks = binTicks;
    this.open = price;
    this.high = price;
    this.low = price;
    this.close = price;
  }

  /** Made when asked for, and kept until the next trade. */
  get rows(): readonly Readonly<FootprintRow>[] {
    this.#rows ??= this.volumes.toRows();
    return this.#rows;
  }

  add(eventMs: number, isBuy: boolean, price: number, size: number): void {
    this.lastMs = eventMs;
    this.close = price;
    if (price > this.high) this.high = price;
    if (price < this.low) this.low = price;
    this.addVolume(isBuy, price, size);
  }

  /** Leaves open, high, low, close and the time of the last trade as they are. */
  addVolume(isBuy: boolean, price: number, size: number): void {
    this.#rows = undefined;
    this.trades++;
    if (isBuy) {
      this.ask += size;
      this.deltaMax = Math.max(this.deltaMax, this.ask - this.bid);
    } else {
      this.bid += size;
      this.deltaMin = Math.min(this.deltaMin, this.ask - this.bid);
    }
    this.volumes.add(Math.floor(price / this.binTicks), isBuy, size);
  }
}
