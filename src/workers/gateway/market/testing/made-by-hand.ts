// What the market brings, made by hand, each with what a test says of it.
import type { SignalRow } from '../../../../api/signals.ts';
import type { FlowFrame, Picture } from '../../../../domain/order-flow/flow-frame.ts';
import type {
  CandleView,
  FlowStats,
  FootprintView,
  InstrumentState,
  PrintView,
} from '../../../../domain/order-flow/market-words.ts';
import type { AnomalyEvent, Signal, SignalOutcome } from '../../../../domain/order-flow/signal.ts';

export const btc = 'usdm:BTCUSDT';

export function signalOf(fields: Partial<Signal> = {}): Signal {
  return {
    id: 's1',
    instrument: btc,
    type: 'absorption',
    variant: null,
    side: 'buy',
    eventMs: 1000,
    price: '61000.10',
    confidence: 0.7,
    isCalibrated: false,
    priority: 'normal',
    stop: '60900.00',
    targets: ['61100.00', '61200.00'],
    invalidation: '60890.00',
    confirmations: [],
    conflicts: [],
    says: 'Sellers were absorbed.',
    figures: { volumeBase: 12.5 },
    trades: null,
    correlationId: 'c',
    ...fields,
  };
}

export function rowOf(fields: Partial<SignalRow> = {}): SignalRow {
  return { ...signalOf(), outcome: null, ...fields };
}

export function outcomeOf(fields: Partial<SignalOutcome> = {}): SignalOutcome {
  return {
    signalId: 's1',
    returnsBps: [3, null, null, null],
    drawdownBps: -2,
    bestBps: 5,
    end: 'open',
    endMs: null,
    endBps: null,
    ...fields,
  };
}

export function anomalyOf(fields: Partial<AnomalyEvent> = {}): AnomalyEvent {
  return {
    id: 'a1',
    instrument: btc,
    type: 'flash-crash',
    severity: 'high',
    advice: 'pause',
    side: 'sell',
    eventMs: 1000,
    price: '61000.10',
    says: 'The price fell by 2 % in a second.',
    figures: {},
    ...fields,
  };
}

export function candleOf(openMs: number, fields: Partial<CandleView> = {}): CandleView {
  const prices = { open: '10.0', high: '12.0', low: '9.0', close: '11.0' };
  return { openMs, ...prices, volume: '3.00', delta: '1.00', isClosed: true, ...fields };
}

export function barOf(openMs: number, fields: Partial<FootprintView> = {}): FootprintView {
  return {
    ...{ openMs, open: '10.0', high: '12.0', low: '9.0', close: '11.0', buy: '2.00', sell: '1.00' },
    ...{ delta: '1.00', deltaMin: '0.00', deltaMax: '1.00', cvd: '5.00', poc: '10.0' },
    ...{ valueAreaHigh: '11.0', valueAreaLow: '10.0', trades: 7, isClosed: true },
    rows: [['10.0', '1.00', '2.00']],
    ...fields,
  };
}

export function printOf(id: number, fields: Partial<PrintView> = {}): PrintView {
  return { id, atMs: id, side: 'buy', price: '10.0', size: '1.00', trades: 1, isLarge: false, ...fields };
}

export function statsOf(fields: Partial<FlowStats> = {}): FlowStats {
  return {
    ...{ instrument: btc, atMs: 1000, price: '10.0', changePercent: 1, volume: '3.00', delta: '1.00' },
    ...{ cvd: '5.00', spread: '0.1', imbalance: 0.1, ofi: '2.00', vwap: 10.1, vwapDeviation: 0.2, atr: 1 },
    ...{
      sessionFromMs: 0,
      sessionMissing: 0,
      tradesPerSecond: 5,
      buyShare: 0.5,
      signals: 2,
      anomalies: 0,
      volumePerSecond: '0.10',
    },
    ...fields,
  };
}

export function instrumentOf(id: string): InstrumentState & { index: number } {
  const [market = '', symbol = ''] = id.split(':');
  return {
    ...{ id, origin: 'live', venue: 'binance', market: market as 'usdm', symbol, base: 'BTC', quote: 'USDT' },
    ...{ priceDecimals: 1, sizeDecimals: 2, tickUnits: 1, lotUnits: 1, contractSize: null },
    ...{ state: 'live', says: null, lastMs: 1, messagesPerSecond: 10, gaps: 0, compared: 9, exact: 9 },
    index: 0,
  };
}

export function pictureOf(instrument: string, fields: Partial<Picture> = {}): Picture {
  return {
    instrument,
    book: { instrument, atMs: 1, id: 1, isKnown: true, bids: [], asks: [] },
    trades: [],
    footprint: [],
    candles: [],
    zones: [],
    heat: [],
    stats: statsOf({ instrument }),
    ...fields,
  };
}

export function frameOf(instrument: string, seq: number, fields: Partial<FlowFrame> = {}): FlowFrame {
  const book = { instrument, atMs: seq, id: seq, isKnown: true, bids: [], asks: [] };
  return { instrument, seq, book, trades: [], bars: [], candles: [], zones: null, heat: [], ...fields };
}
