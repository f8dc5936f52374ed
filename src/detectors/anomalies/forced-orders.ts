// Forced orders of one side within a stretch of event time.

type ForcedOrder = {
  readonly eventMs: number;
  readonly price: number;
  readonly sizeLots: number;
  readonly worthQuote: number;
};

/** More than a feed can tell within any sensible window. */
const MOST = 1024;

export class ForcedOrders {
  readonly #windowMs: number;
  #orders: ForcedOrder[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(eventMs: number, price: number, sizeLots: number, worthQuote: number): void {
    this.#orders = this.#orders.filter((each) => each.eventMs > eventMs - this.#windowMs).slice(1 - MOST);
    this.#orders.push({ eventMs, price, sizeLots, worthQuote });
  }

  get length(): number {
    return this.#orders.length;
  }

  get sizeLots(): number {
    return this.#orders.reduce((sum, each) => sum + each.sizeLots, 0);
  }

  /** For comparing and showing. */
  get worthQuote(): number {
    return this.#orders.reduce((sum, each) => sum + each.worthQuote, 0);
  }

  /** Price of the oldest in ticks; NaN where there is none. */
  get firstPrice(): number {
    return this.#orders[0]?.price ?? Number.NaN;
  }
}
