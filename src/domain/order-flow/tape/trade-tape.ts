// The tape: recent trades, joined into sweeps, with those marked that are large for this symbol and time.
import { type Instrument, notionalOf } from '../../market/instrument.ts';
import type { Aggressor, Print } from '../flow-view.ts';
import { WindowedSizes } from '../windowed-sizes.ts';
import { PrintRing } from './print-ring.ts';

/** Trades of one aggressor that followed one another within `sweepMs`: most often one order that took several levels. */
export type Sweep = {
  readonly aggressor: Aggressor;
  readonly firstId: number;
  readonly lastId: number;
  readonly startMs: number;
  readonly lastMs: number;
  readonly trades: number;
  readonly lots: number;
  /** Quote currency, rounded: for comparing and showing. */
  readonly notional: number;
  /** Ticks. */
  readonly firstPrice: number;
  readonly lastPrice: number;
  readonly isLarge: boolean;
};

export type TapeSettings = {
  /** Longest pause between two trades of a sweep. */
  readonly sweepMs: number;
  /** A sweep is large from this quantile of the sweeps in the window on, where it holds at least `leastSweeps`. */
  readonly quantile: number;
  readonly windowMs: number;
  readonly leastSweeps: number;
  /** Quote currency from which on a sweep is large in any case. */
  readonly floorNotional: number;
  readonly heldTrades: number;
  readonly heldSweeps: number;
};

export const tapeDefaults: TapeSettings = {
  sweepMs: 50,
  quantile: 0.995,
  windowMs: 600_000,
  leastSweeps: 200,
  floorNotional: Number.POSITIVE_INFINITY,
  heldTrades: 4096,
  heldSweeps: 512,
};

/** How often the quantile is taken anew. */
const THRESHOLD_MS = 1000;
const MOST_SIZES = 1 << 16;

type OpenSweep = { -readonly [K in keyof Sweep]: Sweep[K] };

export class TradeTape {
  readonly #instrument: Instrument;
  readonly #settings: TapeSettings;
  readonly #ended: (sweep: Sweep) => void;
  readonly #sizes: WindowedSizes;
  readonly trades: PrintRing;
  #sweeps: Sweep[] = [];
  #open: OpenSweep | undefined;
  #thresholdLots = Number.NaN;
  #thresholdMs = Number.NEGATIVE_INFINITY;

  /** `ended` is told of each sweep once it is over: by a trade that is none of it, or by time. */
  constructor(
    instrument: Instrument,
    settings: Partial<TapeSettings> = {},
    ended: (sweep: Sweep) => void = () => {},
  ) {
    this.#instrument = instrument;
    this.#settings = { ...tapeDefaults, ...settings };
    this.#ended = ended;
    this.#sizes = new WindowedSizes(this.#settings.windowMs, MOST_SIZES);
    this.trades = new PrintRing(this.#settings.heldTrades);
  }

  /** Those that ended, the newest last. */
  get sweeps(): readonly Sweep[] {
    return this.#sweeps.slice(-this.#settings.heldSweeps);
  }

  /** Lots from which on a sweep is large by what is usual; NaN while too few are known. */
  get thresholdLots(): number {
    return this.#thresholdLots;
  }

  add(print: Print): void {
    this.trades.add(print);
    this.advance(print.eventMs);
    if (this.#open && this.#open.aggressor !== print.aggressor) this.#end(this.#open);
    const { id, price, size } = print;
    const sweep = this.#open ?? this.#begin(print);
    sweep.lastId = id;
    sweep.lastMs = Math.max(sweep.lastMs, print.eventMs);
    sweep.lastPrice = price;
    sweep.trades++;
    sweep.lots += size;
    sweep.notional += notionalOf(this.#instrument, price, size);
  }

  /** Time went on: ends a sweep that nothing followed. */
  advance(nowMs: number): void {
    if (this.#open && nowMs - this.#open.lastMs > this.#settings.sweepMs) this.#end(this.#open);
  }

  #begin({ aggressor, id, eventMs, price }: Print): OpenSweep {
    this.#open = {
      aggressor,
      firstId: id,
      lastId: id,
      startMs: eventMs,
      lastMs: eventMs,
      trades: 0,
      lots: 0,
      notional: 0,
      firstPrice: price,
      lastPrice: price,
      isLarge: false,
    };
    return this.#open;
  }

  #end(sweep: OpenSweep): void {
    this.#open = undefined;
    this.#takeThreshold(sweep.lastMs);
    sweep.isLarge = sweep.lots >= this.#thresholdLots || sweep.notional >= this.#settings.floorNotional;
    this.#sizes.add(sweep.lastMs, sweep.lots);
    this.#sweeps.push(sweep);
    if (this.#sweeps.length >= 2 * this.#settings.heldSweeps)
      this.#sweeps = this.#sweeps.slice(-this.#settings.heldSweeps);
    this.#ended(sweep);
  }

  /** Of the sweeps before: one does not raise the measure that it is held against. */
  #takeThreshold(nowMs: number): void {
    if (nowMs < this.#thresholdMs + THRESHOLD_MS) return;
    this.#thresholdMs = nowMs;
    this.#sizes.advance(nowMs);
    const isEnough = this.#sizes.length >= this.#settings.leastSweeps;
    this.#thresholdLots = isEnough ? this.#sizes.quantile(this.#settings.quantile) : Number.NaN;
  }
}
