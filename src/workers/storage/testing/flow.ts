// Signals, outcomes, anomalies, bars and candles made by hand.
import type { CandleView, FootprintView } from '../../../domain/order-flow/market-words.ts';
import type { AnomalyEvent, Signal, SignalOutcome } from '../../../domain/order-flow/signal.ts';
import { newOutcome } from '../repositories/signals.ts';

export function signalOf(id: string, changes: Partial<Signal> = {}): Signal {
  return {
    id,
    ...{ instrument: 'usdm:BTCUSDT', type: 'absorption', variant: null, side: 'buy' },
    ...{ eventMs: 1000, price: '100.0', confidence: 0.5, isCalibrated: false, priority: 'normal' },
    ...{ stop: '99.0', targets: ['101.0', '102.0'], invalidation: '99.5', confirmations: [], conflicts: [] },
    ...{ says: 'Buy.', figures: { score: 0.5 }, trades: null, correlationId: id },
    ...changes,
  };
}

export function outcomeOf(signalId: string, changes: Partial<SignalOutcome> = {}): SignalOutcome {
  return { ...newOutcome(signalId), ...changes };
}

export function anomalyOf(id: string, changes: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    id,
    ...{ instrument: 'usdm:BTCUSDT', type: 'flash-crash', severity: 'high', advice: 'reduce', side: 'sell' },
    ...{ eventMs: 1000, price: '100.0', says: 'It falls.', figures: { z: -6.5 } },
    ...changes,
  };
}

export function barOf(openMs: number, changes: Partial<FootprintView> = {}): FootprintView {
  return {
    openMs,
    ...{ open: '10.0', high: '12.0', low: '10.0', close: '11.0', buy: '1.25', sell: '0.50', delta: '0.75' },
    ...{ deltaMin: '-0.10', deltaMax: '0.80', cvd: '7.00', poc: '11.0', valueAreaHigh: null },
    ...{ valueAreaLow: null, trades: 3, isClosed: true },
    rows: [
      ['10.0', '0.50', '0.00'],
      ['11.0', '0.00', '1.25'],
    ],
    ...changes,
  };
}

export function candleOf(openMs: number, changes: Partial<CandleView> = {}): CandleView {
  return {
    openMs,
    ...{ open: '10.0', high: '12.0', low: '10.0', close: '11.0', volume: '1.75', delta: '0.75' },
    isClosed: true,
    ...changes,
  };
}
