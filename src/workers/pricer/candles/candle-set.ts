// The candles of one token: of each length the open one, those that closed and are not written yet, and what a change is told against.
import type { Price } from '../../../domain/solana/price.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const candleIntervals = [MINUTE_MS, QUARTER_MS, HOUR_MS, DAY_MS] as const;

export type Candle = {
  readonly openMs: number;
  readonly open: Price;
  high: Price;
  low: Price;
  close: Price;
  /** Whole cents: sums of them are exact. */
  volumeCents: number;
  trades: number;
};
export type OfInterval = { readonly intervalMs: number; readonly candle: Readonly<Candle> };

type Close = { readonly endMs: number; readonly close: Price };
/** So many closed candles at most wait to be written. */
const MAX_WAITING = 1000;

export class CandleSet {
  readonly #open: (Candle | undefined)[] = candleIntervals.map(() => undefined);
  readonly #waiting: OfInterval[] = [];
  readonly #changed = new Set<Candle>();
  /** Closes of minutes, and of quarters of an hour; the first one is the last before the span. */
  readonly #minutes: Close[] = [];
  readonly #quarters: Close[] = [];

  /** A price that lies before what is known already is left out. */
  add(price: Price, atMs: number, volumeCents: number, trades: number): void {
    for (const [i, intervalMs] of candleIntervals.entries()) {
      const openMs = atMs - (atMs % intervalMs);
      const candle = this.#open[i];
      if (candle !== undefined && openMs < candle.openMs) continue;
      if (candle === undefined || openMs > candle.openMs) {
        if (candle !== undefined) this.#closed(intervalMs, candle);
        const opened = { openMs, open: price, high: price, low: price, close: price, volumeCents, trades };
        this.#open[i] = opened;
        this.#changed.add(opened);
        continue;
      }
      if (price > candle.high) candle.high = price;
      if (price < candle.low) candle.low = price;
      candle.close = price;
      candle.volumeCents += volumeCents;
      candle.trades += trades;
      this.#changed.add(candle);
    }
  }

  /** What an earlier life wrote, in the order of time: its open candle goes on here. */
  adopt(intervalMs: number, earlier: readonly Readonly<Candle>[]): void {
    const i = candleIntervals.indexOf(intervalMs as (typeof candleIntervals)[number]);
    const mine = this.#open[i];
    const last = earlier.at(-1);
    for (const candle of earlier)
      if (candle !== last && (mine === undefined || candle.openMs < mine.openMs))
        this.#remember(intervalMs, candle);
    if (last === undefined) return;
    if (mine === undefined) this.#open[i] = { ...last };
    else if (last.openMs < mine.openMs) this.#remember(intervalMs, last);
    else if (last.openMs === mine.openMs) {
      const joined = {
        ...{ openMs: mine.openMs, open: last.open, close: mine.close },
        high: mine.high > last.high ? mine.high : last.high,
        low: mine.low < last.low ? mine.low : last.low,
        volumeCents: mine.volumeCents + last.volumeCents,
        trades: mine.trades + last.trades,
      };
      this.#changed.delete(mine);
      this.#changed.add(joined);
      this.#open[i] = joined;
    }
  }

  /** The open one, and those that are not written, oldest first. */
  of(intervalMs: number): Readonly<Candle>[] {
    const open = this.#open[candleIntervals.indexOf(intervalMs as (typeof candleIntervals)[number])];
    const waiting = this.#waiting.filter((one) => one.intervalMs === intervalMs).map(({ candle }) => candle);
    return open === undefined ? waiting : [...waiting, open];
  }

  /** What changed since the last time, the open ones too, to be written. */
  takeUnwritten(): OfInterval[] {
    const taken = this.#waiting.splice(0);
    for (const [i, intervalMs] of candleIntervals.entries()) {
      const candle = this.#open[i];
      if (candle !== undefined && this.#changed.has(candle))
        taken.push({ intervalMs, candle: { ...candle } });
    }
    this.#changed.clear();
    return taken;
  }

  /** What could not be written: the closed ones of it wait again. */
  putBack(unwritten: readonly OfInterval[]): void {
    const closed = unwritten.filter(({ intervalMs, candle }) => {
      const open = this.#open[candleIntervals.indexOf(intervalMs as (typeof candleIntervals)[number])];
      if (open?.openMs !== candle.openMs) return true;
      this.#changed.add(open);
      return false;
    });
    this.#waiting.unshift(...closed);
    this.#waiting.splice(0, this.#waiting.length - MAX_WAITING);
  }

  /** The price of an hour or a day before, to a minute or a quarter of an hour; null where that is not known. */
  before(span: 'hour' | 'day', nowMs: number): Price | null {
    const [closes, spanMs, blurMs] =
      span === 'hour' ? [this.#minutes, HOUR_MS, MINUTE_MS] : [this.#quarters, DAY_MS, QUARTER_MS];
    const untilMs = nowMs - spanMs + blurMs;
    forgetBefore(closes, untilMs);
    const [first] = closes;
    return first !== undefined && first.endMs <= untilMs ? first.close : null;
  }

  #closed(intervalMs: number, candle: Candle): void {
    this.#changed.delete(candle);
    this.#waiting.push({ intervalMs, candle });
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    this.#remember(intervalMs, candle);
  }

  #remember(intervalMs: number, { openMs, close }: Readonly<Candle>): void {
    if (intervalMs !== MINUTE_MS && intervalMs !== QUARTER_MS) return;
    const closes = intervalMs === MINUTE_MS ? this.#minutes : this.#quarters;
    const endMs = openMs + intervalMs;
    const at = closes.findLastIndex((one) => one.endMs <= endMs);
    if (closes[at]?.endMs === endMs) return;
    closes.splice(at + 1, 0, { endMs, close });
    forgetBefore(closes, endMs - (intervalMs === MINUTE_MS ? HOUR_MS : DAY_MS));
  }
}

/** All but the last of those that end before. */
function forgetBefore(closes: Close[], untilMs: number): void {
  let old = 0;
  while ((closes[old + 1]?.endMs ?? Number.POSITIVE_INFINITY) <= untilMs) old += 1;
  if (old > 0) closes.splice(0, old);
}
