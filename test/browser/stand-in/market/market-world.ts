// A market for pictures and measurements: hours of it at once, then four frames a second at any speed.
import type { z } from 'zod';
import * as marketRoutes from '../../../../src/api/market.ts';
import * as signalRoutes from '../../../../src/api/signals.ts';
import { type BarInterval, barIntervalMs } from '../../../../src/domain/order-flow/bar-words.ts';
import { followed } from './instruments.ts';
import { MINUTE_MS } from './simulated-bars.ts';
import { toIndicators } from './simulated-indicators.ts';
import { detectors, statistics, toAnomaly, toSignal } from './simulated-signals.ts';
import { SimulatedSymbol, STEP_MS } from './simulated-symbol.ts';

const HISTORY_MINUTES = 300;
const HEAT_MINUTES = 9;
const SIGNALS = 400;

type Query = Readonly<Record<string, string>>;

export class MarketWorld {
  readonly symbols: ReadonlyMap<string, SimulatedSymbol>;
  readonly #isEmpty: boolean;
  #made = 0;

  constructor({ isEmpty = false, nowMs = Date.now() } = {}) {
    this.#isEmpty = isEmpty;
    this.symbols = new Map(
      (isEmpty ? [] : followed).map(({ startPrice, ...instrument }, i) => {
        const startMs = nowMs - HISTORY_MINUTES * MINUTE_MS;
        const symbol = new SimulatedSymbol(instrument, startPrice, 11 + i, startMs);
        const coarse = ((HISTORY_MINUTES - HEAT_MINUTES) * MINUTE_MS) / 2000;
        for (let step = 0; step < coarse; step++) symbol.trade(2000);
        const fine = HEAT_MINUTES * (MINUTE_MS / STEP_MS);
        for (let step = 0; step < fine; step++) i === 0 ? symbol.step(STEP_MS) : symbol.trade(STEP_MS);
        symbol.step(0);
        symbol.nowMs = nowMs;
        return [instrument.id, symbol];
      }),
    );
  }

  /** Newest first. */
  signals(instrument?: string): z.output<typeof signalRoutes.signalRow>[] {
    const symbols = [...this.symbols.values()].slice(0, 3);
    return Array.from({ length: symbols.length === 0 ? 0 : SIGNALS }, (_, i) => {
      const symbol = symbols[i % symbols.length]!;
      return toSignal(symbol, i, symbol.nowMs - 40_000 - i * 2.2 * MINUTE_MS);
    }).filter((signal) => instrument === undefined || signal.instrument === instrument);
  }

  nextSignal(symbol: SimulatedSymbol): z.output<typeof signalRoutes.signalRow> {
    return toSignal(symbol, 10_000 + this.#made++, symbol.nowMs);
  }

  anomalies(instrument?: string): ReturnType<typeof toAnomaly>[] {
    const symbols = [...this.symbols.values()].slice(0, 2);
    return Array.from({ length: symbols.length * 9 }, (_, i) => {
      const symbol = symbols[i % symbols.length]!;
      return toAnomaly(symbol, i, symbol.nowMs - 70_000 - i * 7 * MINUTE_MS);
    }).filter((anomaly) => instrument === undefined || anomaly.instrument === instrument);
  }

  /** The reply to a request under `/api/market`; undefined where there is no such thing. */
  answer(path: string, query: Query): unknown {
    const [, , , first = '', id = '', what = ''] = path.split('/').map(decodeURIComponent);
    if (first === 'detectors') return signalRoutes.detectors.reply.parse(detectors);
    if (first === 'signals' && id === 'statistics')
      return this.#isEmpty ? { byType: [], byInstrument: [], byConfidence: [] } : statistics;
    if (first === 'signals') return this.#page(this.signals(query['instrument']), query);
    if (first === 'anomalies') return this.#page(this.anomalies(query['instrument']), query);
    if (id === '')
      return marketRoutes.instruments.reply.parse(
        [...this.symbols.values()].map(({ instrument }) =>
          instrument.state === 'live' ? { ...instrument, lastMs: Date.now() - 60 } : instrument,
        ),
      );
    const symbol = this.symbols.get(id);
    return symbol && this.#ofSymbol(symbol, what, query);
  }

  #ofSymbol(symbol: SimulatedSymbol, what: string, query: Query): unknown {
    const limit = Number(query['limit'] ?? 300);
    const interval = (query['interval'] ?? '1m') as BarInterval;
    const toCandles = () =>
      symbol.bars.toCandles(barIntervalMs[interval], limit, symbol.toPrice, symbol.toSize);
    if (what === 'candles' && query['beforeMs'] === undefined) return toCandles();
    if (what === 'indicators') {
      const { names } = marketRoutes.indicators.query.parse(query);
      return toIndicators(symbol.instrument.id, interval, names, toCandles());
    }
    if (what === 'footprint' && query['beforeMs'] === undefined) return symbol.toFootprint(limit);
    if (what === 'profile') return symbol.toProfile();
    if (what === 'book') return symbol.toBook(Number(query['levels'] ?? 50));
    if (what === 'trades') return symbol.trades.slice(-limit);
    return [];
  }

  #page<Row extends { readonly eventMs: number; readonly type: string }>(
    rows: readonly Row[],
    query: Query,
  ): Row[] {
    const beforeMs = Number(query['beforeMs'] ?? Number.POSITIVE_INFINITY);
    return rows
      .filter((row) => row.eventMs < beforeMs && (!query['type'] || row.type === query['type']))
      .filter((row) => !query['side'] || (row as { side?: string }).side === query['side'])
      .filter((row) => !query['severity'] || (row as { severity?: string }).severity === query['severity'])
      .slice(0, Number(query['limit'] ?? 100));
  }
}
