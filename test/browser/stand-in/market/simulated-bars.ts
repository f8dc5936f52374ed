// Minutes of an invented market: candle and footprint grow with each trade.
import type { CandleView, FootprintView } from '../../../../src/domain/order-flow/market-words.ts';

export const MINUTE_MS = 60_000;

type Bar = {
  openMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  buy: number;
  sell: number;
  deltaMin: number;
  deltaMax: number;
  cvd: number;
  trades: number;
  rows: Map<number, [number, number]>;
};

/** Prices in ticks, sizes in lots. */
export class SimulatedBars {
  readonly bars: Bar[] = [];
  readonly #rowTicks: number;
  cvd = 0;

  constructor(rowTicks: number) {
    this.#rowTicks = rowTicks;
  }

  add(atMs: number, price: number, lots: number, isBuy: boolean): void {
    const openMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    let bar = this.bars.at(-1);
    if (bar?.openMs !== openMs) {
      bar = toBar(openMs, bar?.close ?? price);
      this.bars.push(bar);
      if (this.bars.length > 720) this.bars.shift();
    }
    this.cvd += isBuy ? lots : -lots;
    bar.high = Math.max(bar.high, price);
    bar.low = Math.min(bar.low, price);
    bar.close = price;
    bar.cvd = this.cvd;
    bar.trades += 1;
    if (isBuy) bar.buy += lots;
    else bar.sell += lots;
    bar.deltaMin = Math.min(bar.deltaMin, bar.buy - bar.sell);
    bar.deltaMax = Math.max(bar.deltaMax, bar.buy - bar.sell);
    const row = Math.floor(price / this.#rowTicks) * this.#rowTicks;
    const cell = bar.rows.get(row) ?? [0, 0];
    cell[isBuy ? 1 : 0] += lots;
    bar.rows.set(row, cell);
  }

  toFootprint(bar: Bar, isClosed: boolean, toPrice: Text, toSize: Text): FootprintView {
    const rows = [...bar.rows].sort(([a], [b]) => a - b);
    const poc = rows.toSorted(([, a], [, b]) => b[0] + b[1] - a[0] - a[1])[0]?.[0] ?? null;
    const quarter = rows.length >> 2;
    const at = (i: number): string | null => (rows[i] ? toPrice(rows[i][0]) : null);
    return {
      openMs: bar.openMs,
      open: toPrice(bar.open),
      high: toPrice(bar.high),
      low: toPrice(bar.low),
      close: toPrice(bar.close),
      buy: toSize(bar.buy),
      sell: toSize(bar.sell),
      delta: toSize(bar.buy - bar.sell),
      deltaMin: toSize(bar.deltaMin),
      deltaMax: toSize(bar.deltaMax),
      cvd: toSize(bar.cvd),
      poc: poc === null ? null : toPrice(poc),
      valueAreaHigh: at(rows.length - 1 - quarter),
      valueAreaLow: at(quarter),
      trades: bar.trades,
      isClosed,
      rows: rows.map(([price, [sold, bought]]) => [toPrice(price), toSize(sold), toSize(bought)]),
    };
  }

  toCandles(intervalMs: number, limit: number, toPrice: Text, toSize: Text): CandleView[] {
    const groups = [
      ...Map.groupBy(this.bars, ({ openMs }) => Math.floor(openMs / intervalMs) * intervalMs),
    ].slice(-limit);
    return groups.map(([openMs, bars], i) => ({
      openMs,
      open: toPrice(bars[0]?.open ?? 0),
      high: toPrice(Math.max(...bars.map(({ high }) => high))),
      low: toPrice(Math.min(...bars.map(({ low }) => low))),
      close: toPrice(bars.at(-1)?.close ?? 0),
      volume: toSize(bars.reduce((sum, { buy, sell }) => sum + buy + sell, 0)),
      delta: toSize(bars.reduce((sum, { buy, sell }) => sum + buy - sell, 0)),
      isClosed: i < groups.length - 1,
    }));
  }
}

type Text = (steps: number) => string;

function toBar(openMs: number, price: number): Bar {
  return {
    openMs,
    open: price,
    high: price,
    low: price,
    close: price,
    buy: 0,
    sell: 0,
    deltaMin: 0,
    deltaMax: 0,
    cvd: 0,
    trades: 0,
    rows: new Map(),
  };
}
