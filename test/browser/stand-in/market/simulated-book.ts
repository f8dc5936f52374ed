// An invented order book around a moving price: thin at the touch, walls that come and go.
import type { Draws } from './draws.ts';

const HEAT_ROWS = 192;
/** Within so many ticks every price has a level, within the next every tenth, then every fiftieth. */
const NEAR = 40;
const MIDDLE = 600;
const FAR = 3000;

/** Prices in ticks, sizes in lots. */
export class SimulatedBook {
  readonly #draws: Draws;
  readonly #lots: number;
  readonly #bids = new Map<number, number>();
  readonly #asks = new Map<number, number>();
  readonly #walls = new Map<number, number>();

  constructor(draws: Draws, usualLots: number) {
    this.#draws = draws;
    this.#lots = usualLots;
  }

  /** The best bid lies at `touch`, the best ask a tick above. Gives the levels that changed; 0 where one is gone. */
  move(touch: number): { bids: [number, number][]; asks: [number, number][] } {
    this.#moveWalls(touch);
    return {
      bids: this.#moveSide(this.#bids, touch, -1),
      asks: this.#moveSide(this.#asks, touch + 1, 1),
    };
  }

  levels(side: 'bids' | 'asks', count: number): [number, number][] {
    const down = side === 'bids' ? -1 : 1;
    const levels = side === 'bids' ? this.#bids : this.#asks;
    return [...levels].sort(([a], [b]) => (a - b) * down).slice(0, count);
  }

  /** Sizes at rows of so many ticks around the touch, a byte each. */
  toHeat(touch: number, rowTicks: number): { fromTicks: number; cells: Uint8Array } {
    const fromTicks = (Math.floor(touch / rowTicks) - HEAT_ROWS / 2) * rowTicks;
    const sizes = new Float64Array(HEAT_ROWS);
    for (const levels of [this.#bids, this.#asks])
      for (const [price, lots] of levels) {
        const row = Math.floor((price - fromTicks) / rowTicks);
        if (row >= 0 && row < HEAT_ROWS) sizes[row] = (sizes[row] ?? 0) + lots;
      }
    return { fromTicks, cells: Uint8Array.from(sizes, (size) => Math.min(255, Math.log2(1 + size) * 14)) };
  }

  #moveWalls(touch: number): void {
    for (const price of this.#walls.keys()) if (this.#draws.next() < 0.002) this.#walls.delete(price);
    if (this.#walls.size < 14 && this.#draws.next() < 0.05) {
      const away = 10 + this.#draws.whole(MIDDLE * 2);
      const price = touch + (this.#draws.next() < 0.5 ? -away : away);
      this.#walls.set(Math.round(price / 50) * 50, this.#lots * (14 + this.#draws.whole(40)));
    }
  }

  #moveSide(levels: Map<number, number>, touch: number, away: 1 | -1): [number, number][] {
    const changed: [number, number][] = [];
    const prices = pricesFrom(touch, away);
    for (const price of levels.keys()) {
      if (prices.has(price)) continue;
      levels.delete(price);
      changed.push([price, 0]);
    }
    for (const price of prices) {
      const distance = Math.abs(price - touch);
      if (levels.has(price) && this.#draws.next() > 0.12 / (1 + distance / 20)) continue;
      const shape = Math.min(3, 0.25 + distance / 60);
      const lots = Math.max(
        1,
        Math.round((this.#walls.get(price) ?? 0) + this.#lots * shape * Math.exp(this.#draws.normal() * 0.6)),
      );
      levels.set(price, lots);
      changed.push([price, lots]);
    }
    return changed;
  }
}

function pricesFrom(touch: number, away: 1 | -1): Set<number> {
  const prices = new Set<number>();
  for (let distance = 0; distance < NEAR; distance++) prices.add(touch + distance * away);
  for (const [step, from, to] of [
    [10, NEAR, MIDDLE],
    [50, MIDDLE, FAR],
  ] as const)
    for (
      let price = Math.ceil((touch + from * away) / step) * step;
      Math.abs(price - touch) < to;
      price += step * away
    )
      if (Math.abs(price - touch) >= NEAR) prices.add(price);
  return prices;
}
