// Cuts a flow of trades into footprint bars: by time, by number of trades, by volume or by range.
import type { Aggressor } from '../flow-view.ts';
import type { FootprintBar } from '../footprint.ts';
import { GrowingBar } from './growing-bar.ts';

/**
 * When a bar ends. `time`: at the next multiple of its interval, and an interval without a trade has no bar. `trades` and `volume`:
 * after the trade that reaches the number, which is never split. `range`: before the trade that would stretch it beyond that many ticks.
 */
export type BarRule =
  | { readonly by: 'time'; readonly intervalMs: number }
  | { readonly by: 'trades'; readonly count: number }
  | { readonly by: 'volume'; readonly lots: number }
  | { readonly by: 'range'; readonly ticks: number };

export class FootprintBuilder {
  readonly #rule: BarRule;
  readonly #binTicks: number;
  readonly #closed: (bar: GrowingBar) => void;
  #bar: GrowingBar | undefined;
  /** Late trades while there was no bar: they wait for the next. */
  #waiting: { readonly isBuy: boolean; readonly price: number; readonly size: number }[] = [];
  #nowMs = 0;
  /** Every trade since then was seen: a bar that opens before it is partial. Infinity while trades are being missed. */
  wholeFromMs = Number.NEGATIVE_INFINITY;

  /** Rows are `binTicks` high; `closed` is told of each bar that ended. */
  constructor(rule: BarRule, binTicks: number, closed: (bar: GrowingBar) => void) {
    this.#rule = rule;
    this.#binTicks = binTicks;
    this.#closed = closed;
  }

  /** The bar that is being made; undefined until a trade begins one. */
  get bar(): FootprintBar | undefined {
    return this.#bar;
  }

  /** A trade whose time lies before one already seen counts at the later. */
  add(eventMs: number, aggressor: Aggressor, price: number, size: number): void {
    this.advance(eventMs);
    if (this.#bar && this.#endsBefore(this.#bar, price)) this.#close(this.#bar);
    this.#bar ??= this.#begin(price);
    this.#bar.add(this.#nowMs, aggressor === 'buy', price, size);
    for (const late of this.#waiting.splice(0)) this.#bar.addVolume(late.isBuy, late.price, late.size);
    if (this.#endsAfter(this.#bar)) this.#close(this.#bar);
  }

  /** A trade of long before: it counts in the volume of the open bar or of the next one, whose prices and time stay. */
  addLate(aggressor: Aggressor, price: number, size: number): void {
    const isBuy = aggressor === 'buy';
    if (this.#bar) this.#bar.addVolume(isBuy, price, size);
    else this.#waiting.push({ isBuy, price, size });
  }

  /** Time went on: a bar of time ends without a trade that says so. */
  advance(nowMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    if (this.#bar && this.#rule.by === 'time' && this.#nowMs >= this.#bar.openMs + this.#rule.intervalMs)
      this.#close(this.#bar);
  }

  /** Trades are being missed from now on: the open bar is partial, and so is each that opens before `wholeFromMs` is set again. */
  lose(): void {
    if (this.#bar) this.#bar.isPartial = true;
    this.wholeFromMs = Number.POSITIVE_INFINITY;
  }

  #begin(price: number): GrowingBar {
    const bar = new GrowingBar(this.#openMs(), this.#binTicks, price);
    bar.isPartial = bar.openMs < this.wholeFromMs;
    return bar;
  }

  #openMs(): number {
    const rule = this.#rule;
    return rule.by === 'time' ? Math.floor(this.#nowMs / rule.intervalMs) * rule.intervalMs : this.#nowMs;
  }

  #endsBefore({ high, low }: GrowingBar, price: number): boolean {
    return this.#rule.by === 'range' && Math.max(high, price) - Math.min(low, price) > this.#rule.ticks;
  }

  #endsAfter({ trades, ask, bid }: GrowingBar): boolean {
    const rule = this.#rule;
    if (rule.by === 'trades') return trades >= rule.count;
    return rule.by === 'volume' && ask + bid >= rule.lots;
  }

  #close(bar: GrowingBar): void {
    this.#bar = undefined;
    this.#closed(bar);
  }
}
