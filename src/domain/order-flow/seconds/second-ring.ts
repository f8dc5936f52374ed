// The last hour of a symbol by seconds of event time, in columns.
import type { Seconds } from '../flow-view.ts';

export const HELD_SECONDS = 3600;

const column = () => new Float64Array(HELD_SECONDS);

export class SecondRing implements Seconds {
  readonly #startMs = column();
  readonly #buys = column();
  readonly #sells = column();
  readonly #opens = column();
  readonly #highs = column();
  readonly #lows = column();
  readonly #closes = column();
  readonly #ofis = column();
  readonly #spreads = column();
  readonly #meanSpreads = column();
  length = 0;
  #head = HELD_SECONDS - 1;
  #buy = 0;
  #sell = 0;
  #open = Number.NaN;
  #high = Number.NaN;
  #low = Number.NaN;
  #close = Number.NaN;
  #ofi = 0;
  #lastSpread = Number.NaN;
  #spread = Number.NaN;
  #spreadSum = 0;
  #spreadCount = 0;

  addTrade(isBuy: boolean, price: number, size: number): void {
    if (this.#buy === 0 && this.#sell === 0) {
      this.#open = price;
      this.#high = price;
      this.#low = price;
    } else if (price > this.#high) this.#high = price;
    else if (price < this.#low) this.#low = price;
    this.#close = price;
    if (isBuy) this.#buy += size;
    else this.#sell += size;
  }

  addImbalance(lots: number): void {
    if (!Number.isNaN(lots)) this.#ofi += lots;
  }

  addSpread(ticks: number): void {
    if (Number.isNaN(ticks)) return;
    if (this.#spreadCount === 0 || ticks > this.#spread) this.#spread = ticks;
    this.#lastSpread = ticks;
    this.#spreadSum += ticks;
    this.#spreadCount++;
  }

  /** Ends the second that began at `startMs`; the next begins with the close and the spread it had. */
  end(startMs: number): void {
    this.#head = (this.#head + 1) % HELD_SECONDS;
    if (this.length < HELD_SECONDS) this.length++;
    const at = this.#head;
    this.#startMs[at] = startMs;
    this.#buys[at] = this.#buy;
    this.#sells[at] = this.#sell;
    this.#opens[at] = this.#open;
    this.#highs[at] = this.#high;
    this.#lows[at] = this.#low;
    this.#closes[at] = this.#close;
    this.#ofis[at] = this.#ofi;
    const count = this.#spreadCount;
    this.#spreads[at] = count === 0 ? this.#lastSpread : this.#spread;
    this.#meanSpreads[at] = count === 0 ? this.#lastSpread : this.#spreadSum / count;
    this.#begin();
  }

  startMs(age: number): number {
    return this.#startMs[this.#at(age)] ?? Number.NaN;
  }
  buy(age: number): number {
    return this.#buys[this.#at(age)] ?? Number.NaN;
  }
  sell(age: number): number {
    return this.#sells[this.#at(age)] ?? Number.NaN;
  }
  open(age: number): number {
    return this.#opens[this.#at(age)] ?? Number.NaN;
  }
  high(age: number): number {
    return this.#highs[this.#at(age)] ?? Number.NaN;
  }
  low(age: number): number {
    return this.#lows[this.#at(age)] ?? Number.NaN;
  }
  close(age: number): number {
    return this.#closes[this.#at(age)] ?? Number.NaN;
  }
  ofi(age: number): number {
    return this.#ofis[this.#at(age)] ?? Number.NaN;
  }
  spread(age: number): number {
    return this.#spreads[this.#at(age)] ?? Number.NaN;
  }
  meanSpread(age: number): number {
    return this.#meanSpreads[this.#at(age)] ?? Number.NaN;
  }

  #at(age: number): number {
    if (!(age >= 0 && age < this.length)) return -1;
    return (this.#head - age + HELD_SECONDS) % HELD_SECONDS;
  }

  #begin(): void {
    this.#buy = 0;
    this.#sell = 0;
    this.#open = this.#close;
    this.#high = this.#close;
    this.#low = this.#close;
    this.#ofi = 0;
    this.#spreadSum = 0;
    this.#spreadCount = 0;
  }
}
