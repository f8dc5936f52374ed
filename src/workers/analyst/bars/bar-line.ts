// The closed bars of one length, with the indicators that somebody asked for over them.
import { type BarInterval, barIntervalMs, type IndicatorView } from '../../../domain/order-flow/bar-words.ts';
import type { CandleView } from '../../../domain/order-flow/market-words.ts';
import { IndicatorLine } from './indicator-line.ts';

/** A thousand to show, and before them those that averages need to come near to what they would be. */
export const HELD_BARS = 1500;
const MAX_INDICATORS = 40;

export class BarLine {
  readonly interval: BarInterval;
  readonly stepMs: number;
  /** Oldest first. */
  readonly bars: CandleView[] = [];
  readonly #indicators = new Map<string, IndicatorLine>();

  constructor(interval: BarInterval) {
    this.interval = interval;
    this.stepMs = barIntervalMs[interval];
  }

  /** A bar that closed, or is known better than before; undefined unless it is the newest. */
  set(candle: CandleView): { name: string; values: (number | null)[] }[] | undefined {
    const { bars } = this;
    const last = bars.at(-1);
    if (!last || candle.openMs > last.openMs) {
      bars.push(candle);
      const told = [...this.#indicators].map(([name, line]) => ({ name, values: line.push(candle) }));
      this.#trim();
      return told;
    }
    const at = bars.findIndex(({ openMs }) => openMs >= candle.openMs);
    const isKnown = bars[at]?.openMs === candle.openMs;
    if (isKnown && isSame(bars[at]!, candle)) return undefined;
    bars.splice(at, isKnown ? 1 : 0, candle);
    this.#trim();
    this.#rework();
    return undefined;
  }

  /** Many at once. */
  seed(candles: readonly CandleView[]): void {
    const byOpening = new Map(this.bars.map((bar) => [bar.openMs, bar]));
    for (const candle of candles) byOpening.set(candle.openMs, candle);
    this.bars.splice(0, this.bars.length, ...[...byOpening.values()].sort((a, b) => a.openMs - b.openMs));
    this.bars.splice(0, this.bars.length - HELD_BARS);
    this.#rework();
  }

  /** Values over the newest bars. Throws INDICATOR_INVALID. */
  indicators(names: readonly string[], count: number, untilMs: number): IndicatorView['series'] {
    const lines = names.map((name) => this.#indicators.get(name) ?? this.#begin(name));
    for (const [at, line] of lines.entries()) {
      line.untilMs = untilMs;
      this.#indicators.set(names[at]!, line);
    }
    for (const name of this.#indicators.keys()) {
      if (this.#indicators.size <= MAX_INDICATORS) break;
      if (!names.includes(name)) this.#indicators.delete(name);
    }
    return lines.map((line) => line.toSeries(count));
  }

  /** Gives up indicators that nobody asked for again; says whether any is left. */
  isAskedFor(nowMs: number): boolean {
    for (const [name, { untilMs }] of this.#indicators) if (untilMs <= nowMs) this.#indicators.delete(name);
    return this.#indicators.size > 0;
  }

  #begin(name: string): IndicatorLine {
    const line = new IndicatorLine(name);
    for (const bar of this.bars) line.push(bar);
    return line;
  }

  #trim(): void {
    const surplus = this.bars.length - HELD_BARS;
    if (surplus <= 0) return;
    this.bars.splice(0, surplus);
    for (const line of this.#indicators.values()) line.drop(surplus);
  }

  /** What came in between changes everything behind it. */
  #rework(): void {
    for (const line of this.#indicators.values()) {
      line.reset();
      for (const bar of this.bars) line.push(bar);
    }
  }
}

function isSame(a: CandleView, b: CandleView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
