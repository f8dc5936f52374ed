// The values of one indicator over the closed bars of a line, each worked out once.
import type { Indicator } from '../../../domain/indicators/define-indicator.ts';
import type { Bar } from '../../../domain/indicators/indicator-input.ts';
import { parseIndicator } from '../../../domain/indicators/parse-indicator.ts';
import type { IndicatorView } from '../../../domain/order-flow/bar-words.ts';
import type { CandleView } from '../../../domain/order-flow/market-words.ts';

type Series = IndicatorView['series'][number];
type Known = number | null;

const DAY_MS = 86_400_000;

export class IndicatorLine {
  readonly #name: string;
  readonly #chosen: ReturnType<typeof parseIndicator>;
  readonly #indicator: Indicator<never, unknown>;
  /** Of each bar a value for each output, oldest first. */
  #rows: Known[][] = [];
  #day = Number.NaN;
  /** A session that was seen from its beginning. */
  #isBegun = false;
  /** Told to those who asked until then. */
  untilMs = 0;

  /** Throws INDICATOR_INVALID. */
  constructor(name: string) {
    this.#name = name;
    this.#chosen = parseIndicator(name);
    const { definition, settings } = this.#chosen;
    this.#indicator = definition.create(settings) as Indicator<never, unknown>;
  }

  /** As if there had been no bar. */
  reset(): void {
    this.#indicator.reset();
    this.#rows = [];
    this.#day = Number.NaN;
    this.#isBegun = false;
  }

  /** The next closed bar; says the values of its outputs. */
  push(candle: CandleView): Known[] {
    const { outputs, inputs, isOfSession } = this.#chosen.definition;
    if (isOfSession) this.#enterSession(candle.openMs);
    const bar = toBar(candle);
    const found = this.#indicator.push((inputs === 'close' ? bar.close : bar) as never);
    const row = outputs.map((output) => {
      const value =
        typeof found === 'number' ? found : (found as Record<string, number> | undefined)?.[output];
      return value === undefined || (isOfSession && !this.#isBegun) ? null : value;
    });
    this.#rows.push(row);
    return row;
  }

  /** Of the newest bars, as many as there are up to `count`. */
  toSeries(count: number): Series {
    const { outputs, summary } = this.#chosen.definition;
    const rows = count === 0 ? [] : this.#rows.slice(-count);
    return {
      name: this.#name,
      summary,
      outputs: [...outputs],
      values: outputs.map((_, at) => rows.map((row) => row[at] ?? null)),
    };
  }

  /** Forgets the values of so many oldest bars. */
  drop(count: number): void {
    this.#rows.splice(0, count);
  }

  #enterSession(openMs: number): void {
    const day = Math.floor(openMs / DAY_MS);
    if (day === this.#day) return;
    this.#isBegun = openMs % DAY_MS === 0 || !Number.isNaN(this.#day);
    this.#day = day;
    this.#indicator.reset();
  }
}

function toBar({ open, high, low, close, volume }: CandleView): Bar {
  return {
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: Number(volume),
  };
}
