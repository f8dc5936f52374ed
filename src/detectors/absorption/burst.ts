// One side's aggression while it is far above its usual: from where it began, how far it came and what it met.
import type { SideTrades } from './side-trades.ts';

/** Of buyers with `up` 1, of sellers with `up` −1. Times in ms, prices in ticks, volumes in lots. */
export class Burst {
  readonly #up: 1 | -1;
  isOpen = false;
  openedMs = 0;
  /** When it last grew by a tenth of what makes a burst. */
  grewMs = 0;
  volume = 0;
  /** How far it came in its own direction. */
  progress = 0;
  /** The furthest price it hit: the passive level. */
  level = 0;
  /** Shown at the level before it was hit, and executed there since. */
  shown = 0;
  executed = 0;
  fromId = 0;
  toId = 0;
  #grownTo = 0;
  #start = 0;

  constructor(up: 1 | -1) {
    this.#up = up;
  }

  /** Of the newest trades as many as make `enough`, but none from before `sinceMs`. Stays closed if these are too few. */
  open(trades: SideTrades, enough: number, nowMs: number, sinceMs: number): void {
    let oldest = 0;
    let sum = trades.size(0);
    while (sum < enough && oldest + 1 < trades.count && trades.timeMs(oldest + 1) >= sinceMs)
      sum += trades.size(++oldest);
    if (sum < enough) return;
    this.isOpen = true;
    this.openedMs = nowMs;
    this.volume = this.progress = this.#grownTo = 0;
    this.#start = this.level = trades.price(oldest);
    this.shown = trades.shown(oldest);
    this.executed = 0;
    this.fromId = trades.id(oldest);
    for (let age = oldest; age >= 0; age--)
      this.add(trades.price(age), trades.size(age), trades.shown(age), trades.id(age));
    this.#grownTo = this.volume;
    this.grewMs = nowMs;
  }

  add(price: number, size: number, shown: number, id: number): void {
    const up = this.#up;
    this.volume += size;
    this.toId = id;
    if ((price - this.level) * up > 0) {
      this.level = price;
      this.shown = shown;
      this.executed = 0;
    }
    if (price === this.level) this.executed += size;
    if ((price - this.#start) * up < 0) this.#start = price;
    this.progress = Math.max(this.progress, (price - this.#start) * up);
  }

  grow(nowMs: number, enough: number): void {
    if (this.volume < this.#grownTo + enough / 10) return;
    this.#grownTo = this.volume;
    this.grewMs = nowMs;
  }

  close(): void {
    this.isOpen = false;
  }
}
