// Turns of the price from trade to trade: an extreme from which it came back by so many ticks.
import type { End } from '../pivots.ts';

export class Turns {
  /** How far the price must come back. */
  turnTicks: number;
  #direction: End | 0 = 0;
  #high = Number.NaN;
  #low = Number.NaN;
  #highId = 0;
  #lowId = 0;
  /** The last turn: its extreme, and the trade that made it. */
  price = Number.NaN;
  id = 0;

  constructor(turnTicks: number) {
    this.turnTicks = turnTicks;
  }

  /** Says whether this trade confirms a turn: 1 from a high, −1 from a low; `price` is that extreme. */
  push(price: number, id: number): End | 0 {
    if (!(price <= this.#high)) {
      this.#high = price;
      this.#highId = id;
    }
    if (!(price >= this.#low)) {
      this.#low = price;
      this.#lowId = id;
    }
    if (this.#direction !== -1 && this.#high - price >= this.turnTicks) return this.#turn(1, price, id);
    if (this.#direction !== 1 && price - this.#low >= this.turnTicks) return this.#turn(-1, price, id);
    return 0;
  }

  #turn(end: End, price: number, id: number): End | 0 {
    // where the first move began is no turn
    const isFirst = this.#direction === 0;
    this.#direction = end === 1 ? -1 : 1;
    this.price = end === 1 ? this.#high : this.#low;
    this.id = end === 1 ? this.#highId : this.#lowId;
    this.#high = this.#low = price;
    this.#highId = this.#lowId = id;
    return isFirst ? 0 : end;
  }
}
