// What pages about an instrument are shown: a picture to begin with, then four frames a second of what changed, while somebody looks.
import type { Clock } from '../../core/clock.ts';
import type { FlowFrame, Picture } from '../../domain/order-flow/flow-frame.ts';
import type {
  BookView,
  CandleView,
  FootprintView,
  HeatColumn,
  ZoneView,
} from '../../domain/order-flow/market-words.ts';
import { toCandleView } from './bars/candle-views.ts';
import type { SymbolRun } from './flow/symbol-run.ts';
import { toBook, toBookChanges } from './views/to-book.ts';
import { toCandle } from './views/to-footprint.ts';
import { toHeat } from './views/to-heat.ts';
import { toPrint } from './views/to-prints.ts';
import { toStats } from './views/to-stats.ts';
import { toZones } from './views/to-zones.ts';

export const FRAME_MS = 250;
/** A watcher that does not ask again is gone. */
const WATCH_MS = 15_000;
const LEVELS = 40;
const PICTURE_PRINTS = 200;
const PICTURE_BARS = 60;
const PICTURE_CANDLES = 500;
const PICTURE_COLUMNS = 600;
/** A picture is one message: of bars and columns as many as fit, the newest first. */
const BARS_CHARS = 300_000;
const COLUMNS_CHARS = 250_000;
/** A frame is for a screen: what a burst brings beyond this is in the picture of whoever asks anew. */
const MAX_PRINTS = 100;
const MAX_COLUMNS = 8;
const MAX_TOLD = 30;

export class Frames {
  readonly #run: SymbolRun;
  readonly #clock: Clock;
  #watchedUntilMs = Number.NEGATIVE_INFINITY;
  #seq = 0;
  /** As the last frame left it: what watchers hold, and what the next frame changes. */
  #book: BookView | undefined;
  #framedMs = Number.NEGATIVE_INFINITY;
  #rows = new Map<string, string>();
  #barMs = 0;
  #lastPrint = 0;
  #heatMs = 0;
  #zones = '';
  readonly #told: CandleView[] = [];

  constructor(run: SymbolRun, clock: Clock) {
    this.#run = run;
    this.#clock = clock;
  }

  get isWatched(): boolean {
    return this.#clock.monotonicMs() < this.#watchedUntilMs;
  }

  watch(): void {
    this.#watchedUntilMs = this.#clock.monotonicMs() + WATCH_MS;
  }

  /** Minutes that the venue told: what was shown of them before was a part. */
  told(candles: readonly CandleView[]): void {
    if (!this.isWatched) return;
    this.#told.push(...candles.slice(-MAX_TOLD));
    this.#told.splice(0, Math.max(0, this.#told.length - MAX_TOLD));
  }

  footprint(limit: number, beforeMs: number | null = null): FootprintView[] {
    const { view } = this.#run;
    const bars = [...view.bars, ...(view.bar ? [view.bar] : [])];
    const wanted = beforeMs === null ? bars : bars.filter(({ openMs }) => openMs < beforeMs);
    return wanted.slice(-limit).map((bar) => this.#run.toFootprint(bar));
  }

  picture(): { seq: number; picture: Picture } {
    const { instrument, tape, analyst } = this.#run;
    const columns = this.#columns();
    return {
      seq: this.#seq,
      picture: {
        instrument: instrument.id,
        book: this.#heldBook(),
        trades: tape.sweeps.slice(-PICTURE_PRINTS).map((sweep) => toPrint(instrument, sweep)),
        footprint: newestWithin(this.footprint(PICTURE_BARS), BARS_CHARS),
        candles: this.#candles(),
        zones: toZones(instrument, analyst.zones()),
        heat: columns,
        stats: toStats(this.#run),
      },
    };
  }

  #columns(): HeatColumn[] {
    const { instrument, heat } = this.#run;
    const held = Array.from({ length: Math.min(PICTURE_COLUMNS, heat?.length ?? 0) }, (_, age) =>
      heat?.column(age),
    );
    const columns = held.flatMap((column) => (column ? [toHeat(instrument, column)] : []));
    return newestWithin(columns.reverse(), COLUMNS_CHARS);
  }

  #heldBook(): BookView {
    const nowMs = this.#clock.monotonicMs();
    // nobody holds an older one
    if (!this.#book || nowMs - this.#framedMs > 2 * FRAME_MS) {
      this.#book = toBook(this.#run.view, this.#seq, LEVELS);
      this.#framedMs = nowMs;
    }
    return this.#book;
  }

  /** Of a minute that was seen in part alone, what was seen, until the venue told the whole. */
  #candles(): CandleView[] {
    const { instrument, view, bars } = this.#run;
    const whole = bars.minutes.slice(-PICTURE_CANDLES);
    const openings = new Set(whole.map(({ startMs }) => startMs));
    const others = [...view.bars, ...(view.bar ? [view.bar] : [])].filter(
      ({ openMs }) => !openings.has(openMs),
    );
    return [
      ...whole.map((minute) => toCandleView(instrument, minute, true)),
      ...others.map((bar) => toCandle(instrument, bar, bar !== view.bar)),
    ].sort((a, b) => a.openMs - b.openMs);
  }

  /** Of what changed since the frame before. */
  next(): FlowFrame {
    const { instrument, view } = this.#run;
    this.#seq++;
    this.#framedMs = this.#clock.monotonicMs();
    const book = toBook(view, this.#seq, LEVELS);
    const changes = this.#book ? toBookChanges(this.#book, book) : book;
    this.#book = book;
    const closed = view.bars.filter(({ openMs }) => openMs >= this.#barMs && this.#barMs > 0);
    const candles = [...closed, ...(view.bar ? [view.bar] : [])].map((bar) =>
      toCandle(instrument, bar, bar !== view.bar),
    );
    return {
      instrument: instrument.id,
      seq: this.#seq,
      book: changes,
      trades: this.#newPrints(),
      bars: [...closed.map((bar) => this.#run.toFootprint(bar)), ...this.#openBar()],
      candles: [...this.#told.splice(0), ...candles],
      zones: this.#newZones(),
      heat: this.#newColumns(),
    };
  }

  /** With the rows that changed since the frame before. */
  #openBar(): FootprintView[] {
    const { view } = this.#run;
    if (!view.bar) return [];
    const bar = this.#run.toFootprint(view.bar);
    if (bar.openMs !== this.#barMs) this.#rows.clear();
    this.#barMs = bar.openMs;
    const rows = bar.rows.filter(([price, bid, ask]) => {
      const text = `${bid} ${ask}`;
      if (this.#rows.get(price) === text) return false;
      this.#rows.set(price, text);
      return true;
    });
    return [{ ...bar, rows }];
  }

  #newPrints(): FlowFrame['trades'] {
    const { instrument, tape } = this.#run;
    const { sweeps } = tape;
    let from = sweeps.length;
    while (from > 0 && sweeps[from - 1]!.lastId > this.#lastPrint) from--;
    const fresh = sweeps.slice(Math.max(from, sweeps.length - MAX_PRINTS));
    this.#lastPrint = sweeps.at(-1)?.lastId ?? this.#lastPrint;
    return fresh.map((sweep) => toPrint(instrument, sweep));
  }

  #newColumns(): FlowFrame['heat'] {
    const { instrument, heat } = this.#run;
    const fresh: FlowFrame['heat'] = [];
    for (let age = 0; age < MAX_COLUMNS; age++) {
      const column = heat?.column(age);
      if (!column || column.atMs <= this.#heatMs) break;
      fresh.push(toHeat(instrument, column));
    }
    this.#heatMs = fresh[0]?.atMs ?? this.#heatMs;
    return fresh.reverse();
  }

  #newZones(): ZoneView[] | null {
    const zones = toZones(this.#run.instrument, this.#run.analyst.zones());
    const text = JSON.stringify(zones);
    if (text === this.#zones) return null;
    this.#zones = text;
    return zones;
  }
}

/** Of a list with the newest last: as many from its end as take so many characters. */
function newestWithin<T>(list: readonly T[], chars: number): T[] {
  let left = chars;
  let from = list.length;
  while (from > 0) {
    left -= JSON.stringify(list[from - 1]).length;
    if (left < 0) break;
    from--;
  }
  return list.slice(from);
}
