// Sums of a session by minutes: those that were seen whole, those that the venue told, and those of which trades are missing.
import type { Aggressor } from '../flow-view.ts';
import { Vwap } from './vwap.ts';

/** What the venue knows of a minute, in ticks and lots. */
export type ToldMinute = {
  readonly openMs: number;
  readonly open: number;
  readonly buy: number;
  readonly sell: number;
  /** Σ price × size. */
  readonly worth: bigint;
};

export type SessionFigures = {
  /** Since when they count: the session's beginning where all since then is known. NaN before the first trade. */
  readonly fromMs: number;
  /** Minutes since then of which something is missing. */
  readonly missing: number;
  /** First price, NaN before it is known. */
  readonly open: number;
  readonly buy: number;
  readonly sell: number;
  readonly vwap: Vwap;
};

type Sums = { buy: number; sell: number; readonly vwap: Vwap };

const MINUTE_MS = 60_000;
const MINUTES = 1440;
/** That a minute was not seen whole may show when the next trade comes: its sums are kept apart so long. */
const KEPT_APART = 3;
const [UNKNOWN, LOST, SEEN, TOLD] = [0, 1, 2, 3];

export class SessionSums {
  readonly #startMs: number;
  readonly #states = new Uint8Array(MINUTES);
  /** Not yet added to the others, by opening. */
  readonly #apart = new Map<number, Sums>();
  #settled: Sums | undefined;
  #anchor = Number.NaN;
  #open = Number.NaN;
  #openMs = Number.POSITIVE_INFINITY;
  #firstMs = Number.POSITIVE_INFINITY;

  /** Of the day that begins then; `isSeen` where the flow was followed without a hole when it began. */
  constructor(startMs: number, isSeen = false) {
    this.#startMs = startMs;
    if (isSeen) this.#firstMs = startMs;
  }

  /** A trade of this session. What the venue told of its minute has it already. */
  add(eventMs: number, aggressor: Aggressor, price: number, size: number): void {
    const openMs = this.#openingOf(eventMs);
    const state = this.#stateOf(openMs);
    if (state === TOLD) return;
    if (openMs < this.#openMs) {
      this.#openMs = openMs;
      this.#open = price;
    }
    this.#firstMs = Math.min(this.#firstMs, Math.max(eventMs, this.#startMs));
    const sums = this.#sumsOf(openMs, price, state === SEEN);
    sums[aggressor] += size;
    sums.vwap.add(price, size);
  }

  /** This minute ended, and every trade of it was seen. */
  settle(openMs: number): void {
    if (this.#stateOf(openMs) !== UNKNOWN) return;
    this.#setState(openMs, SEEN);
    const seen = [...this.#apart.keys()].filter((minute) => this.#stateOf(minute) === SEEN);
    for (const minute of seen.sort((a, b) => a - b).slice(0, -KEPT_APART)) this.#fold(minute);
  }

  /** Trades from then to now are missing. */
  lose(fromMs: number, nowMs: number): void {
    const first = Math.max(this.#startMs, this.#openingOf(fromMs));
    for (let openMs = first; openMs <= nowMs; openMs += MINUTE_MS)
      if (this.#stateOf(openMs) !== TOLD) this.#setState(openMs, LOST);
  }

  /**
   * Takes a minute that was not seen whole from the venue; undefined where it was. Says what its delta has
   * more than was counted in it.
   */
  tell({ openMs, open, buy, sell, worth }: ToldMinute): number | undefined {
    const state = this.#stateOf(openMs);
    if (state === SEEN || state === TOLD) return undefined;
    const counted = this.#apart.get(openMs);
    this.#apart.delete(openMs);
    this.#setState(openMs, TOLD);
    if (openMs <= this.#openMs && buy + sell > 0) {
      this.#openMs = openMs;
      this.#open = open;
    }
    const settled = this.#settledOf(open);
    settled.buy += buy;
    settled.sell += sell;
    settled.vwap.addWorth(worth, buy + sell);
    return buy - sell - (counted ? counted.buy - counted.sell : 0);
  }

  /** As of this moment, which lies in the session. */
  figures(nowMs: number): SessionFigures {
    const first = this.#states.findIndex((state) => state !== UNKNOWN);
    const from = first < 0 ? Math.floor((this.#firstMs - this.#startMs) / MINUTE_MS) : first;
    const fromMs =
      first >= 0 && this.#states[first] !== LOST ? this.#startMs + first * MINUTE_MS : this.#firstMs;
    const present = Math.floor((nowMs - this.#startMs) / MINUTE_MS);
    let missing = 0;
    for (let minute = from; minute <= present && minute < MINUTES; minute++)
      if (this.#states[minute] === LOST || (this.#states[minute] === UNKNOWN && minute < present - 1))
        missing++;
    const all = [...(this.#settled ? [this.#settled] : []), ...this.#apart.values()];
    const vwap = new Vwap(this.#anchor);
    for (const sums of all) vwap.addAll(sums.vwap);
    return {
      fromMs: Number.isFinite(fromMs) ? fromMs : Number.NaN,
      missing,
      open: this.#open,
      buy: all.reduce((sum, { buy }) => sum + buy, 0),
      sell: all.reduce((sum, { sell }) => sum + sell, 0),
      vwap,
    };
  }

  #sumsOf(openMs: number, price: number, isSeen: boolean): Sums {
    const apart = this.#apart.get(openMs);
    if (apart) return apart;
    if (isSeen) return this.#settledOf(price);
    const sums = this.#begin(price);
    this.#apart.set(openMs, sums);
    return sums;
  }

  #settledOf(price: number): Sums {
    this.#settled ??= this.#begin(price);
    return this.#settled;
  }

  #begin(price: number): Sums {
    if (Number.isNaN(this.#anchor)) this.#anchor = price;
    return { buy: 0, sell: 0, vwap: new Vwap(this.#anchor) };
  }

  #fold(openMs: number): void {
    const { buy, sell, vwap } = this.#apart.get(openMs)!;
    this.#apart.delete(openMs);
    const settled = this.#settledOf(this.#anchor);
    settled.buy += buy;
    settled.sell += sell;
    settled.vwap.addAll(vwap);
  }

  #openingOf(atMs: number): number {
    return atMs - (atMs % MINUTE_MS);
  }

  #stateOf(openMs: number): number {
    return this.#states[(openMs - this.#startMs) / MINUTE_MS] ?? UNKNOWN;
  }

  #setState(openMs: number, state: number): void {
    this.#states[(openMs - this.#startMs) / MINUTE_MS] = state;
  }
}
