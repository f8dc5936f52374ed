/** Bars by their opening, oldest first; as many as are kept, the oldest go. */
export class BarSeries<Bar extends { readonly openMs: number }> {
  readonly #most: number;
  #bars: Bar[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get all(): readonly Bar[] {
    return this.#bars;
  }

  get last(): Bar | undefined {
    return this.#bars.at(-1);
  }

  /** Leaves out what opened later: of a recording that begins anew it is not known yet. */
  dropAfter(openMs: number): void {
    this.#bars = this.#bars.filter((bar) => bar.openMs <= openMs);
  }

  /** Takes the place of the bar of the same opening. Says whether it is the last now. */
  put(bar: Bar): boolean {
    const at = this.#placeOf(bar.openMs);
    if (this.#bars[at]?.openMs === bar.openMs) this.#bars[at] = bar;
    else this.#bars.splice(at, 0, bar);
    if (this.#bars.length > this.#most) this.#bars.shift();
    return this.#bars.at(-1) === bar;
  }

  find(openMs: number): Bar | undefined {
    const bar = this.#bars[this.#placeOf(openMs)];
    return bar?.openMs === openMs ? bar : undefined;
  }

  /** Where a bar of this opening is, or would be put. */
  #placeOf(openMs: number): number {
    let low = 0;
    let high = this.#bars.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#bars[middle] as Bar).openMs < openMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
