// All that is kept of one instrument while it runs: measures, detections, signals with their outcomes, and what pages show of it.

import type { Anomaly } from '../../../detectors/anomalies/anomaly.ts';
import type { Detection } from '../../../detectors/detector.ts';
import { type FeedRecord, gapReasons } from '../../../domain/market/feed-record.ts';
import { formatPrice, type Instrument } from '../../../domain/market/instrument.ts';
import { DepthHistory } from '../../../domain/order-flow/book/depth-history.ts';
import type { FlowView, Print } from '../../../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../../../domain/order-flow/footprint.ts';
import { Sessions } from '../../../domain/order-flow/profile/sessions.ts';
import { VolumeProfile } from '../../../domain/order-flow/profile/volume-profile.ts';
import { Vwap } from '../../../domain/order-flow/profile/vwap.ts';
import type { AnomalyEvent, Signal, SignalOutcome } from '../../../domain/order-flow/signal.ts';
import { TradeTape } from '../../../domain/order-flow/tape/trade-tape.ts';
import type { AnalystSettings } from '../settings.ts';
import { sayingOf } from '../signals/anomaly-words.ts';
import type { Calibration } from '../signals/calibration.ts';
import { createOutcomeTracker } from '../signals/create-outcome-tracker.ts';
import { createSignalMaker } from '../signals/create-signal-maker.ts';
import { createEventIds } from '../signals/event-ids.ts';
import { shownFigures } from '../signals/human-units.ts';
import { createSymbolAnalyst, type SymbolAnalyst } from './symbol-analyst.ts';

export type SymbolRunListener = {
  readonly onDetection?: (type: string, detection: Detection, view: FlowView) => void;
  readonly onSignal?: (signal: Signal) => void;
  readonly onAnomaly?: (anomaly: AnomalyEvent) => void;
  readonly onOutcome?: (outcome: SignalOutcome) => void;
  readonly onBar?: (bar: FootprintBar, cvd: number) => void;
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

export class SymbolRun {
  readonly instrument: Instrument;
  readonly analyst: SymbolAnalyst;
  readonly tape: TradeTape;
  readonly vwaps = new Sessions(0, () => new Vwap());
  readonly profiles = new Sessions(0, () => new VolumeProfile(PROFILE_BIN_TICKS));
  readonly tracker: ReturnType<typeof createOutcomeTracker>;
  /** First price of the present session. */
  readonly opens = new Sessions(0, () => ({ price: Number.NaN, buy: 0, sell: 0 }));
  heat: DepthHistory | undefined;
  signals = 0;
  anomalies = 0;
  readonly #listener: SymbolRunListener;
  readonly #maker: ReturnType<typeof createSignalMaker>;
  readonly #anomalyId: (type: string, eventMs: number) => string;

  constructor({ instrument, settings, calibration, listener }: SymbolRunOptions) {
    this.instrument = instrument;
    this.#listener = listener;
    this.tape = new TradeTape(instrument);
    this.tracker = createOutcomeTracker(instrument, calibration && { calibration });
    this.#anomalyId = createEventIds(instrument);
    const { cvdReset, disabled, detectors } = settings;
    this.analyst = createSymbolAnalyst(
      instrument,
      {
        onDetection: (type, detection, view) => this.#detected(type, detection, view),
        onAnomaly: (type, anomaly) => this.#anomaly(type, anomaly),
        onTrade: (print, view) => {
          this.tape.add(print);
          this.tracker.onTrade(print.eventMs, print.price);
          const open = this.opens.at(view.nowMs);
          if (Number.isNaN(open.price)) open.price = print.price;
          this.#count(print, view);
        },
        onLateTrade: (print, view) => this.#count(print, view),
        onDepth: (view) => {
          this.heat ??= this.#createHeat(view);
          this.heat.add(view.nowMs, view.book);
        },
        onSecond: ({ nowMs }) => {
          this.tape.advance(nowMs);
          for (const outcome of this.tracker.onSecond(nowMs)) listener.onOutcome?.(outcome);
        },
        onBar: (bar, view) => listener.onBar?.(bar, view.cvd),
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

  accept(record: Readonly<FeedRecord>): void {
    if (hidesTrades(record)) this.tracker.onGap();
    this.analyst.accept(record);
  }

  /** What the session's sums are made of, whenever it came. */
  #count({ aggressor, price, size }: Print, { nowMs }: FlowView): void {
    this.vwaps.at(nowMs).add(price, size);
    this.profiles.at(nowMs).add(aggressor, price, size);
    this.opens.at(nowMs)[aggressor] += size;
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
      price: Number.isNaN(price) ? null : formatPrice(instrument, Math.round(price)),
      says: sayingOf(type, severity, shown),
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
