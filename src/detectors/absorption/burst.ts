// One side's aggression while it is far above its usual: when it began, how much it was and at which prices.
import type { SideTrades } from './side-trades.ts';

/** Prices that are told apart, around that of the first trade. */
const PRICES = 2048;
/** Of the burst so much may lie outside of the band: single trades that strayed say nothing. */
const STRAY_SHARE = 0.1;

/** Of buyers with `up` 1, of sellers with `up` −1. Times in ms, prices in ticks, volumes in lots. */
export class Burst {
  readonly #up: 1 | -1;
  readonly #volumes = new Float64Array(PRICES);
  readonly #shown = new Float64Array(PRICES);
  #from = 0;
  isOpen = false;
  openedMs = 0;
  /** When it last grew by a tenth of what makes a burst. */
  grewMs = 0;
  volume = 0;
  fromId = 0;
  toId = 0;
  /** The passive level: the furthest price of the band that was hit for more than strays. */
  level = 0;
  /** The most that was shown there when it was hit, and what was executed there. */
  shown = 0;
  executed = 0;
  /** Ticks from the first such price of the band to the level. */
  progress = 0;
  #grownTo = 0;

  constructor(up: 1 | -1) {
    this.#up = up;
  }

  /** From where the newest trades came faster than `enough` a window all in all, but none from before `sinceMs`.
   *  Stays closed if these are not enough by themselves. */
  open(trades: SideTrades, enough: number, nowMs: number, sinceMs: number): void {
    const lotsPerMs = enough / trades.windowMs;
    let oldest = 0;
    let sum = 0;
    let volume = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let age = 0; age < trades.count && trades.timeMs(age) >= sinceMs; age++) {
      const due = lotsPerMs * (nowMs - trades.timeMs(age));
      // not even all that is left could come out ahead
      if (trades.sum - due <= most) break;
      sum += trades.size(age);
      if (sum - due <= most) continue;
      most = sum - due;
      volume = sum;
      oldest = age;
    }
    if (volume < enough) return;
    this.isOpen = true;
    this.openedMs = nowMs;
    this.#volumes.fill(0);
    this.#from = trades.price(oldest) - PRICES / 2;
    this.volume = 0;
    this.fromId = trades.id(oldest);
    for (let age = oldest; age >= 0; age--)
      this.add(trades.price(age), trades.size(age), trades.shown(age), trades.id(age));
    this.#grownTo = this.volume;
    this.grewMs = nowMs;
  }

  add(price: number, size: number, shown: number, id: number): void {
    this.volume += size;
    this.toId = id;
    const index = price - this.#from;
    if (!(index >= 0 && index < PRICES)) return;
    this.#shown[index] = this.#volumes[index] === 0 ? shown : Math.max(this.#shown[index]!, shown);
    this.#volumes[index]! += size;
  }

  grow(nowMs: number, enough: number): void {
    if (this.volume < this.#grownTo + enough / 10) return;
    this.#grownTo = this.volume;
    this.grewMs = nowMs;
  }

  /** Finds the band of prices that took the burst, and the level in it. False where no band so narrow took it all but strays. */
  settle(maxProgressTicks: number): boolean {
    const volumes = this.#volumes;
    let inBand = 0;
    let most = -1;
    let last = 0;
    for (let index = 0; index < PRICES; index++) {
      inBand += volumes[index]!;
      if (index > maxProgressTicks) inBand -= volumes[index - maxProgressTicks - 1]!;
      if (inBand <= most) continue;
      most = inBand;
      last = index;
    }
    const strays = this.volume * STRAY_SHARE;
    if (most < this.volume - strays) return false;
    let high = last;
    let low = Math.max(0, last - maxProgressTicks);
    while (high > low && volumes[high]! < strays) high--;
    while (low < high && volumes[low]! < strays) low++;
    const index = this.#up === 1 ? high : low;
    this.level = index + this.#from;
    this.shown = this.#shown[index]!;
    this.executed = volumes[index]!;
    this.progress = high - low;
    return true;
  }

  close(): void {
    this.isOpen = false;
  }
}
