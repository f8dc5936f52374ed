// All that is kept of one instrument while it runs: measures, detections, signals with their outcomes, and what pages show of it.

import type { Anomaly } from '../../../detectors/anomalies/anomaly.ts';
import type { Detection } from '../../../detectors/detector.ts';
import { type FeedRecord, gapReasons } from '../../../domain/market/feed-record.ts';
import { type Instrument, showPrice } from '../../../domain/market/instrument.ts';
import type { ClosedBar } from '../../../domain/order-flow/bar-words.ts';
import { DepthHistory } from '../../../domain/order-flow/book/depth-history.ts';
import type { FlowView, Print } from '../../../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../../../domain/order-flow/footprint.ts';
import type { FootprintView } from '../../../domain/order-flow/market-words.ts';
import { Sessions } from '../../../domain/order-flow/profile/sessions.ts';
import { VolumeProfile } from '../../../domain/order-flow/profile/volume-profile.ts';
import type { AnomalyEvent, Signal, SignalOutcome } from '../../../domain/order-flow/signal.ts';
import { TradeTape } from '../../../domain/order-flow/tape/trade-tape.ts';
import type { BarLine } from '../bars/bar-line.ts';
import { SymbolBars } from '../bars/symbol-bars.ts';
import type { AnalystSettings } from '../settings.ts';
import { anomalySaying } from '../signals/anomaly-words.ts';
import type { Calibration } from '../signals/calibration.ts';
import { createOutcomeTracker } from '../signals/create-outcome-tracker.ts';
import { createSignalMaker } from '../signals/create-signal-maker.ts';
import { createEventIds } from '../signals/event-ids.ts';
import { shownFigures } from '../signals/human-units.ts';
import { toFootprint } from '../views/to-footprint.ts';
import { CvdLine } from './cvd-line.ts';
import { MinuteLedger } from './minute-ledger.ts';
import { createSymbolAnalyst, type SymbolAnalyst } from './symbol-analyst.ts';

export type SymbolRunListener = {
  readonly onDetection?: (type: string, detection: Detection, view: FlowView) => void;
  readonly onSignal?: (signal: Signal) => void;
  readonly onAnomaly?: (anomaly: AnomalyEvent) => void;
  readonly onOutcome?: (outcome: SignalOutcome) => void;
  /** A minute closed, or is known better than when it closed. */
  readonly onBar?: (bar: FootprintBar) => void;
  readonly onBarClosed?: (bar: ClosedBar, line: BarLine) => void;
  /** The first record with a time. */
  readonly onBegin?: (atMs: number) => void;
  /** In these minutes trades are missing. */
  readonly onHole?: (fromMs: number, toMs: number) => void;
};

export type SymbolRunOptions = {
  readonly instrument: Instrument;
  readonly settings: AnalystSettings;
  readonly calibration?: Calibration;
  readonly listener: SymbolRunListener;
};

/** Rows of the heat-map reach so far to each side of the price. */
const HEAT_SHARE = 0.003;
const HEAT_ROWS = 512;
const PROFILE_BIN_TICKS = 10;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export class SymbolRun {
  readonly instrument: Instrument;
  readonly analyst: SymbolAnalyst;
  readonly tape: TradeTape;
  readonly ledger: MinuteLedger;
  readonly bars: SymbolBars;
  readonly cvd: CvdLine;
  readonly profiles = new Sessions(0, () => new VolumeProfile(PROFILE_BIN_TICKS));
  readonly tracker: ReturnType<typeof createOutcomeTracker>;
  heat: DepthHistory | undefined;
  signals = 0;
  anomalies = 0;
  readonly #listener: SymbolRunListener;
  readonly #maker: ReturnType<typeof createSignalMaker>;
  readonly #anomalyId: (type: string, eventMs: number) => string;
  #hasBegun = false;

  constructor({ instrument, settings, calibration, listener }: SymbolRunOptions) {
    this.instrument = instrument;
    this.#listener = listener;
    this.tape = new TradeTape(instrument);
    this.tracker = createOutcomeTracker(instrument, calibration && { calibration });
    this.#anomalyId = createEventIds(instrument);
    this.bars = new SymbolBars(instrument, (bar, line) => listener.onBarClosed?.(bar, line));
    this.cvd = new CvdLine((openMs) => this.#barChanged(openMs));
    this.ledger = new MinuteLedger({
      ...{ instrument, bars: this.bars, cvd: this.cvd },
      onHole: (fromMs, toMs) => listener.onHole?.(fromMs, toMs),
    });
    const { cvdReset, disabled, detectors } = settings;
    this.analyst = createSymbolAnalyst(
      instrument,
      {
        onDetection: (type, detection, view) => this.#detected(type, detection, view),
        onAnomaly: (type, anomaly) => this.#anomaly(type, anomaly),
        onTrade: (print, view) => {
          this.tape.add(print);
          this.tracker.onTrade(print.eventMs, print.price);
          this.#count(print, view);
        },
        onLateTrade: (print, view) => this.#count(print, view),
        onDepth: (view) => {
          this.heat ??= this.#createHeat(view);
          this.heat.add(view.nowMs, view.book, view.changes);
        },
        onSecond: ({ nowMs }) => {
          this.tape.advance(nowMs);
          for (const outcome of this.tracker.onSecond(nowMs)) listener.onOutcome?.(outcome);
          if (this.#hasBegun) this.ledger.advance(nowMs, this.analyst.wholeFromMs);
        },
        onBar: (bar, view) => {
          this.cvd.closed(bar.openMs, view.cvd);
          this.ledger.closed(bar);
          listener.onBar?.(bar);
        },
        onCvdReset: (atMs) => this.cvd.reset(atMs),
        onTradesLost: (fromMs, { bars, nowMs }) => {
          if (this.#hasBegun) this.ledger.lose(fromMs, nowMs);
          for (const bar of bars) if (bar.openMs + MINUTE_MS > fromMs) listener.onBar?.(bar);
        },
      },
      { cvdReset, disabled, settings: detectors },
    );
    this.#maker = createSignalMaker(instrument, settings.signals, {
      zones: this.analyst.zones,
      ...(calibration && { calibration }),
    });
  }

  get view(): FlowView {
    return this.analyst.view;
  }

  toFootprint(bar: FootprintBar): FootprintView {
    const { cvd, instrument, view } = this;
    const isOpen = bar === view.bar;
    const lots = isOpen ? view.cvd + cvd.offset : (cvd.at(bar.openMs) ?? Number.NaN);
    return toFootprint(instrument, bar, lots, cvd.sinceMs, !isOpen);
  }

  /** Since when the profile of the session counts; null before the first record. */
  get profileFromMs(): number | null {
    const { startedMs, nowMs } = this.view;
    return startedMs === 0 ? null : Math.max(startedMs, Math.floor(nowMs / DAY_MS) * DAY_MS);
  }

  accept(record: Readonly<FeedRecord>): void {
    if (hidesTrades(record)) this.tracker.onGap();
    if (!this.#hasBegun && record.eventMs > 0) this.#begin(record.eventMs);
    if (record.kind === 'snapshot' || record.kind === 'gap') this.heat?.forget();
    this.analyst.accept(record);
  }

  #begin(atMs: number): void {
    this.#hasBegun = true;
    this.cvd.begin(atMs);
    this.ledger.begin(atMs);
    this.#listener.onBegin?.(atMs);
  }

  #barChanged(openMs: number): void {
    const bar = this.view.bars.findLast((one) => one.openMs === openMs);
    if (bar) this.#listener.onBar?.(bar);
  }

  /** What the session's sums are made of, whenever it came. */
  #count(print: Print, { nowMs }: FlowView): void {
    this.ledger.trade(print, nowMs);
    this.profiles.at(nowMs).add(print.aggressor, print.price, print.size);
  }

  #detected(type: string, detection: Detection, view: FlowView): void {
    this.#listener.onDetection?.(type, detection, view);
    const signal = this.#maker.onDetection(type, detection, view);
    if (!signal) return;
    this.signals++;
    this.tracker.add(signal);
    this.#listener.onSignal?.(signal);
  }

  #anomaly(type: string, { severity, advice, side, eventMs, price, figures }: Anomaly): void {
    const { instrument } = this;
    const shown = shownFigures(instrument, figures);
    this.anomalies++;
    this.#listener.onAnomaly?.({
      id: this.#anomalyId(type, eventMs),
      instrument: instrument.id,
      ...{ type, severity, advice, side, eventMs },
      price: Number.isNaN(price) ? null : showPrice(instrument, Math.round(price)),
      says: anomalySaying(instrument, type, { side, price, figures }),
      figures: shown,
    });
  }

  /** Steps of 1, 2 or 5 that are easy to read on an axis. */
  #createHeat({ book }: FlowView): DepthHistory {
    const wanted = Math.max(1, (2 * HEAT_SHARE * book.mid) / HEAT_ROWS);
    const power = 10 ** Math.floor(Math.log10(wanted));
    const rowTicks = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= wanted) ?? power;
    return new DepthHistory({ rowTicks, rows: HEAT_ROWS });
  }
}

/** Trades are missing, or may be. */
function hidesTrades({ kind, size }: Readonly<FeedRecord>): boolean {
  if (kind !== 'gap') return kind === 'missedTrades';
  return gapReasons[size] === 'disconnected' || gapReasons[size] === 'overrun';
}
