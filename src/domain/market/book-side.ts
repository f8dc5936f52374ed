// One side of a book. Prices near the best lie in a window of ticks, the rest in a map.

// The best is always in the window, and so is everything better than what the map holds.

/** Ticks in the window. */
const WINDOW = 8192;
const HALF = WINDOW / 2;
/** The window is laid anew when the best comes this close to an edge beyond which there are prices. */
const MARGIN = WINDOW / 8;

export class BookSide {
  /** Towards worse prices: −1 for bids, +1 for asks. */
  readonly #worse: 1 | -1;
  readonly #window = new Float64Array(WINDOW);
  readonly #far = new Map<number, number>();
  /** Tick of the window's first place; NaN before the first level. */
  #from = Number.NaN;
  #near = 0;
  #best = Number.NaN;

  constructor(side: 'bid' | 'ask') {
    this.#worse = side === 'bid' ? -1 : 1;
  }

  /** Levels of this side. */
  get size(): number {
    return this.#near + this.#far.size;
  }

  /** Best price in ticks; NaN while there is none. */
  get best(): number {
    return this.#best;
  }

  /** Lots at the best price; 0 while there is none. */
  get bestSize(): number {
    return this.at(this.#best);
  }

  /** Lots at a price. */
  at(price: number): number {
    const index = price - this.#from;
    return index >= 0 && index < WINDOW ? this.#window[index]! : (this.#far.get(price) ?? 0);
  }

  /** Sets the lots at a price and says what was there before. */
  set(price: number, size: number): number {
    const index = price - this.#from;
    if (!(index >= 0 && index < WINDOW)) return this.#setFar(price, size);
    const before = this.#window[index]!;
    this.#window[index] = size;
    if (before === 0) {
      if (size === 0) return 0;
      this.#near++;
      if (this.#isBetter(price)) this.#moveBest(price);
    } else if (size === 0) {
      this.#near--;
      if (price === this.#best) this.#findBest();
    }
    return before;
  }

  clear(): void {
    this.#window.fill(0);
    this.#far.clear();
    this.#near = 0;
    this.#from = Number.NaN;
    this.#best = Number.NaN;
  }

  /** The levels from the best on, as many as asked for, into arrays of that length; says how many there are. */
  top(count: number, prices: Float64Array, sizes: Float64Array): number {
    let found = 0;
    if (this.#near > 0) {
      const window = this.#window;
      const worse = this.#worse;
      let left = this.#near;
      for (let index = this.#best - this.#from; left > 0 && found < count; index += worse) {
        const size = window[index]!;
        if (size === 0) continue;
        prices[found] = index + this.#from;
        sizes[found++] = size;
        left--;
      }
    }
    if (found < count && this.#far.size > 0)
      for (const [price, size] of [...this.#far].sort(([a], [b]) => (a - b) * this.#worse)) {
        if (found === count) break;
        prices[found] = price;
        sizes[found++] = size;
      }
    return found;
  }

  /** Lots resting from the best to this many ticks behind it, both included. */
  within(ticks: number): number {
    let sum = 0;
    const start = this.#best - this.#from;
    for (let step = 0; step <= ticks; step++) sum += this.#window[start + step * this.#worse] ?? 0;
    return sum;
  }

  /** Lots resting from one price to another, both included. */
  between(low: number, high: number): number {
    const window = this.#window;
    const from = low - this.#from;
    const to = high - this.#from;
    let sum = 0;
    if (from >= 0 && to < WINDOW) for (let index = from; index <= to; index++) sum += window[index]!;
    else for (let price = low; price <= high; price++) sum += this.at(price);
    return sum;
  }

  *levels(): Generator<readonly [price: number, size: number]> {
    for (let index = 0; this.#near > 0 && index < WINDOW; index++) {
      const size = this.#window[index]!;
      if (size !== 0) yield [index + this.#from, size];
    }
    yield* this.#far;
  }

  #setFar(price: number, size: number): number {
    const before = this.#far.get(price) ?? 0;
    if (size === 0) this.#far.delete(price);
    else {
      this.#far.set(price, size);
      if (this.#isBetter(price)) this.#moveBest(price);
    }
    return before;
  }

  #moveBest(price: number): void {
    this.#best = price;
    const index = price - this.#from;
    // a window that begins at tick 0 has nothing below it to make room for
    const least = this.#from === 0 ? 0 : MARGIN;
    if (index >= least && index < WINDOW - MARGIN) return;
    this.#layWindow(price);
  }

  #isBetter(price: number): boolean {
    // also true while there is no best, which is NaN
    return !((price - this.#best) * this.#worse >= 0);
  }

  /** After the best went: the next one, in the window if it has any, else the best of those far away. */
  #findBest(): void {
    if (this.#near > 0) {
      let index = this.#best - this.#from;
      while (this.#window[index] === 0) index += this.#worse;
      return this.#moveBest(index + this.#from);
    }
    let best = Number.NaN;
    for (const price of this.#far.keys()) if (!((price - best) * this.#worse >= 0)) best = price;
    this.#best = best;
    if (!Number.isNaN(best)) this.#layWindow(best);
  }

  /** Puts the best in the middle: worse prices need the room behind it, better ones that before it. */
  #layWindow(best: number): void {
    const from = Math.max(0, best - HALF);
    const old = this.#near > 0 ? [...this.levels()] : [...this.#far];
    this.#window.fill(0);
    this.#far.clear();
    this.#near = 0;
    this.#from = from;
    for (const [price, size] of old) {
      const index = price - from;
      if (index >= 0 && index < WINDOW) {
        this.#window[index] = size;
        this.#near++;
      } else this.#far.set(price, size);
    }
  }
}
