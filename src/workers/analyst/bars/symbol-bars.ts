// The bars of one instrument by length: whole minutes, and longer ones made of them exactly, behind those that the venue told.
import { aggregateCandles } from '../../../domain/candles/aggregate-candles.ts';
import { type Candle, toStartMs } from '../../../domain/candles/candle.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { type BarInterval, barIntervalMs, type ClosedBar } from '../../../domain/order-flow/bar-words.ts';
import type { CandleView } from '../../../domain/order-flow/market-words.ts';
import { BarLine } from './bar-line.ts';
import { toCandleView } from './candle-views.ts';

const MINUTE_MS = 60_000;
/** A day of them, and more. */
const HELD_MINUTES = 1500;

export class SymbolBars {
  readonly #instrument: Instrument;
  readonly #onClosed: (bar: ClosedBar, line: BarLine) => void;
  /** Of the lengths that somebody asked for. */
  readonly #lines = new Map<BarInterval, BarLine>();
  /** Whole ones, oldest first. */
  readonly minutes: Candle[] = [];

  constructor(instrument: Instrument, onClosed: (bar: ClosedBar, line: BarLine) => void) {
    this.#instrument = instrument;
    this.#onClosed = onClosed;
  }

  line(interval: BarInterval): BarLine {
    const known = this.#lines.get(interval);
    if (known) return known;
    const line = new BarLine(interval);
    const { candles } = aggregateCandles(this.minutes, MINUTE_MS, line.stepMs);
    const whole = candles.filter(({ missing }) => missing === 0);
    line.seed(whole.map((candle) => toCandleView(this.#instrument, candle, true)));
    this.#lines.set(interval, line);
    return line;
  }

  /** A whole minute, from the flow or from the venue, and the longer bars that are whole with it. */
  put(minute: Candle): void {
    const { minutes } = this;
    const at = this.#indexOf(minute.startMs);
    minutes.splice(at, minutes[at]?.startMs === minute.startMs ? 1 : 0, minute);
    if (minutes.length > HELD_MINUTES) minutes.shift();
    for (const line of this.#lines.values()) {
      const bar = this.#whole(minute.startMs, line.stepMs);
      if (bar) this.#set(line, toCandleView(this.#instrument, bar, true));
    }
  }

  /** That of the newest minutes which has not ended; `open` is its last one, as far as it came. */
  open(interval: BarInterval, open: Candle | undefined): CandleView | undefined {
    const stepMs = barIntervalMs[interval];
    const newest = open ?? this.minutes.at(-1);
    if (!newest) return undefined;
    const startMs = toStartMs(newest.startMs, stepMs);
    const ended = this.minutes.slice(this.#indexOf(startMs), this.#indexOf(newest.startMs));
    const sources = [...ended, newest];
    const [bar] = aggregateCandles(sources, MINUTE_MS, stepMs).candles;
    if (!bar || (!open && bar.missing === 0)) return undefined;
    const isWhole = sources.length === (newest.startMs - startMs) / MINUTE_MS + 1;
    return { ...toCandleView(this.#instrument, bar, false), ...(!isWhole && { isPartial: true }) };
  }

  #set(line: BarLine, candle: CandleView): void {
    const told = line.set(candle);
    if (told)
      this.#onClosed(
        { instrument: this.#instrument.id, interval: line.interval, candle, indicators: told },
        line,
      );
  }

  /** The bar in which this minute lies; undefined where a minute of it is missing. */
  #whole(atMs: number, stepMs: number): Candle | undefined {
    const startMs = toStartMs(atMs, stepMs);
    const from = this.#indexOf(startMs);
    const to = from + stepMs / MINUTE_MS;
    const isWhole =
      this.minutes[from]?.startMs === startMs &&
      this.minutes[to - 1]?.startMs === startMs + stepMs - MINUTE_MS;
    if (!isWhole) return undefined;
    return aggregateCandles(this.minutes.slice(from, to), MINUTE_MS, stepMs).candles[0];
  }

  /** Of the first minute that begins then or later. */
  #indexOf(startMs: number): number {
    let [low, high] = [0, this.minutes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.minutes[middle]!.startMs < startMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
