// Turns of the price from trade to trade: an extreme from which it came back by so many ticks.
import type { End } from '../pivots.ts';

export class Turns {
  /** How far the price must come back. */
  turnTicks: number;
  #direction: End | 0 = 0;
  #high = Number.NaN;
  #low = Number.NaN;
  /** The last turn: its extreme. */
  price = Number.NaN;

  constructor(turnTicks: number) {
    this.turnTicks = turnTicks;
  }

  /** Says whether this trade confirms a turn: 1 from a high, −1 from a low; `price` is that extreme. */
  push(price: number): End | 0 {
    if (!(price <= this.#high)) this.#high = price;
    if (!(price >= this.#low)) this.#low = price;
    if (this.#direction !== -1 && this.#high - price >= this.turnTicks)
      return this.#turn(1, this.#high, price);
    if (this.#direction !== 1 && price - this.#low >= this.turnTicks) return this.#turn(-1, this.#low, price);
    return 0;
  }

  #turn(end: End, extreme: number, price: number): End | 0 {
    // where the first move began is no turn
    const isFirst = this.#direction === 0;
    this.#direction = end === 1 ? -1 : 1;
    this.#high = this.#low = price;
    this.price = extreme;
    return isFirst ? 0 : end;
  }
}
