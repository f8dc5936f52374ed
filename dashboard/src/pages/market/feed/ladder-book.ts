// The book of one instrument as it is told: levels in ticks, sizes as floats for showing.
import type { BookView } from '../../../api/market.ts';

export type Level = { readonly ticks: number; readonly size: number };

/** Farther ones are never shown, and must not gather while the price travels. */
const MOST_LEVELS = 600;

export class LadderBook {
  readonly #tick: number;
  readonly #bids = new Map<number, number>();
  readonly #asks = new Map<number, number>();
  atMs: number | null = null;
  /** False from a gap to the next snapshot: the levels are those before it. */
  isKnown = false;
  /** By the venue's clock; null while the book is known. */
  unknownSinceMs: number | null = null;

  /** `tick`: the step of the price. */
  constructor(tick: number) {
    this.#tick = tick;
  }

  take(view: BookView): void {
    this.#bids.clear();
    this.#asks.clear();
    this.change(view);
  }

  change({ atMs, isKnown, bids, asks }: BookView): void {
    this.atMs = atMs;
    this.isKnown = isKnown;
    this.unknownSinceMs = isKnown ? null : (this.unknownSinceMs ?? atMs);
    this.#put(this.#bids, bids, -1);
    this.#put(this.#asks, asks, 1);
  }

  /** Best first; levels of one step together, each side rounded away from the touch. */
  levels(side: 'bids' | 'asks', count: number, stepTicks = 1): Level[] {
    const grouped = new Map<number, number>();
    for (const [ticks, size] of side === 'bids' ? this.#bids : this.#asks) {
      const round = side === 'bids' ? Math.floor : Math.ceil;
      const at = round(ticks / stepTicks) * stepTicks;
      grouped.set(at, (grouped.get(at) ?? 0) + size);
    }
    const order = side === 'bids' ? -1 : 1;
    return [...grouped]
      .sort(([a], [b]) => (a - b) * order)
      .slice(0, count)
      .map(([ticks, size]) => ({ ticks, size }));
  }

  #put(levels: Map<number, number>, changes: BookView['bids'], order: 1 | -1): void {
    for (const [price, size] of changes) {
      const ticks = Math.round(Number(price) / this.#tick);
      const amount = Number(size);
      if (amount === 0) levels.delete(ticks);
      else levels.set(ticks, amount);
    }
    if (levels.size <= MOST_LEVELS * 1.2) return;
    const far = [...levels.keys()].sort((a, b) => (a - b) * order).slice(MOST_LEVELS);
    for (const ticks of far) levels.delete(ticks);
  }
}
