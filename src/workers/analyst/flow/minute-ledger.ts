// What is known of each minute: seen whole, told by the venue, or missing; with the sums of the day, the bars and the CVD made of them.
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { Print } from '../../../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../../../domain/order-flow/footprint.ts';
import type { VenueCandle } from '../../../domain/order-flow/market-words.ts';
import { type SessionFigures, SessionSums } from '../../../domain/order-flow/profile/session-sums.ts';
import { barToCandle, parseCandle, toFlatCandle } from '../bars/candle-views.ts';
import type { SymbolBars } from '../bars/symbol-bars.ts';
import { worthOf } from '../bars/worth-of.ts';
import type { CvdLine } from './cvd-line.ts';

export type MinuteLedgerOptions = {
  readonly instrument: Instrument;
  readonly cvd: CvdLine;
  readonly bars: SymbolBars;
  /** Of these minutes trades are missing. */
  readonly onHole: (fromMs: number, toMs: number) => void;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A minute is over when its last trades came: a second later, and one more in which its bar closed. */
const SETTLED_MS = 2000;

export class MinuteLedger {
  readonly #options: MinuteLedgerOptions;
  #session = new SessionSums(0);
  #before: SessionSums | undefined;
  #dayMs = Number.NaN;
  /** The first minute that has not been settled. */
  #nextMs = Number.NaN;

  constructor(options: MinuteLedgerOptions) {
    this.#options = options;
  }

  /** The flow begins, mostly in the middle of a minute. */
  begin(atMs: number): void {
    this.#enterDay(atMs, false);
    this.#nextMs = startOf(atMs, MINUTE_MS);
    if (atMs > this.#nextMs) this.lose(atMs, atMs);
  }

  trade({ eventMs, aggressor, price, size }: Print, nowMs: number): void {
    this.#enterDay(nowMs, true);
    const session = this.#sessionOf(eventMs) ?? (eventMs > 0 ? undefined : this.#session);
    session?.add(eventMs > 0 ? eventMs : nowMs, aggressor, price, size);
  }

  /** A bar of a minute closed. */
  closed(bar: FootprintBar): void {
    if (!bar.isPartial) this.#options.bars.put(barToCandle(bar));
  }

  /** Time went on; every trade since `wholeFromMs` was seen. */
  advance(nowMs: number, wholeFromMs: number): void {
    const { bars, onHole } = this.#options;
    const endMs = startOf(nowMs - SETTLED_MS, MINUTE_MS);
    this.#nextMs = Math.max(this.#nextMs, endMs - DAY_MS);
    for (; this.#nextMs < endMs; this.#nextMs += MINUTE_MS) {
      const openMs = this.#nextMs;
      this.#enterDay(openMs, wholeFromMs <= openMs);
      if (wholeFromMs > openMs) {
        this.#sessionOf(openMs)?.lose(openMs, openMs);
        onHole(openMs, openMs + MINUTE_MS);
        continue;
      }
      this.#sessionOf(openMs)?.settle(openMs);
      const last = bars.minutes.at(-1);
      if (last?.startMs === openMs - MINUTE_MS) bars.put(toFlatCandle(openMs, last.closeTicks));
      else if (last?.startMs !== openMs) onHole(openMs, openMs + MINUTE_MS);
    }
  }

  /** Trades from then to now are missing, or may be. */
  lose(fromMs: number, nowMs: number): void {
    for (const session of [this.#before, this.#session]) session?.lose(fromMs, nowMs);
    this.#options.onHole(startOf(fromMs, MINUTE_MS), startOf(nowMs, MINUTE_MS) + MINUTE_MS);
  }

  /** Minutes as the venue told them, which are over. */
  told(candles: readonly VenueCandle[]): void {
    const { instrument, bars, cvd } = this.#options;
    for (const candle of candles) {
      const minute = parseCandle(instrument, candle);
      if (!minute) continue;
      bars.put(minute);
      const { startMs: openMs, openTicks: open, volumeLots, buyLots: buy } = minute;
      const sell = volumeLots - buy;
      const session = this.#sessionOf(openMs);
      const worth = worthOf(instrument, candle, minute);
      const delta = session ? session.tell({ openMs, open, buy, sell, worth }) : buy - sell;
      if (delta !== undefined) cvd.told(openMs, delta);
    }
  }

  figures(nowMs: number): SessionFigures {
    return this.#session.figures(nowMs);
  }

  #sessionOf(atMs: number): SessionSums | undefined {
    const dayMs = startOf(atMs, DAY_MS);
    if (dayMs === this.#dayMs) return this.#session;
    return dayMs === this.#dayMs - DAY_MS ? this.#before : undefined;
  }

  #enterDay(atMs: number, isSeen: boolean): void {
    const dayMs = startOf(atMs, DAY_MS);
    if (dayMs <= this.#dayMs) return;
    this.#before = dayMs === this.#dayMs + DAY_MS ? this.#session : undefined;
    this.#session = new SessionSums(dayMs, isSeen && this.#before !== undefined);
    this.#dayMs = dayMs;
  }
}

function startOf(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs;
}
