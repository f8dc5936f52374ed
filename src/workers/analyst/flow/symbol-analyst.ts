// Everything that is worked out of one instrument's records: measures, detections, anomalies. Pure, driven by event time alone.
import type { FeedRecord } from '../../../domain/market/feed-record.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { createFlowState, type FlowListener } from '../../../domain/order-flow/flow-state.ts';
import type { FlowView, Print } from '../../../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../../../domain/order-flow/footprint.ts';
import type { Zone } from '../../../domain/order-flow/zone.ts';
import { createDetections, type DetectionListener, type DetectionSettings } from './detections.ts';

export type SymbolAnalystListener = DetectionListener & {
  readonly onTrade?: (print: Print, view: FlowView) => void;
  /** One that was asked for afterwards: it counts in volume, and says nothing of now. */
  readonly onLateTrade?: (print: Print, view: FlowView) => void;
  readonly onDepth?: (view: FlowView) => void;
  readonly onSecond?: (view: FlowView) => void;
  readonly onBar?: (bar: FootprintBar, view: FlowView) => void;
  readonly onGap?: (view: FlowView) => void;
  readonly onCvdReset?: (atMs: number) => void;
  readonly onTradesLost?: (fromMs: number, view: FlowView) => void;
};

export type SymbolAnalystSettings = DetectionSettings & { readonly cvdReset: 'never' | 'utc-day' };

export type SymbolAnalyst = {
  readonly view: FlowView;
  /** Every trade since then was seen; Infinity while they are being missed. */
  readonly wholeFromMs: number;
  readonly zones: () => readonly Zone[];
  readonly accept: (record: Readonly<FeedRecord>) => void;
};

export function createSymbolAnalyst(
  instrument: Instrument,
  listener: SymbolAnalystListener,
  settings: SymbolAnalystSettings,
): SymbolAnalyst {
  const { flow: detecting, onFeed, zones } = createDetections(listener, settings);
  const flow = createFlowState(instrument, join(detecting, listener), { cvdReset: settings.cvdReset });
  const { view } = flow;
  return {
    view,
    get wholeFromMs() {
      return flow.wholeFromMs;
    },
    zones,
    accept(record) {
      flow.accept(record);
      switch (record.kind) {
        case 'bid':
        case 'ask':
        case 'bestBid':
        case 'bestAsk':
        case 'depth':
        case 'buy':
        case 'sell':
          return;
        default:
          onFeed(record, view);
      }
    },
  };
}

/** Detectors look first: whoever listens finds what they saw already told. */
function join(first: FlowListener, then: FlowListener): FlowListener {
  const both = <A extends unknown[]>(
    a: ((...args: A) => void) | undefined,
    b: ((...args: A) => void) | undefined,
  ) => {
    if (!a || !b) return a ?? b;
    return (...args: A) => {
      a(...args);
      b(...args);
    };
  };
  const parts = {
    onTrade: both(first.onTrade, then.onTrade),
    onLateTrade: both(first.onLateTrade, then.onLateTrade),
    onDepth: both(first.onDepth, then.onDepth),
    onSecond: both(first.onSecond, then.onSecond),
    onBar: both(first.onBar, then.onBar),
    onGap: both(first.onGap, then.onGap),
    onCvdReset: both(first.onCvdReset, then.onCvdReset),
    onTradesLost: both(first.onTradesLost, then.onTradesLost),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}
