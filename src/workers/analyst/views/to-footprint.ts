import { formatPrice, formatSize, type Instrument } from '../../../domain/market/instrument.ts';
import { pocOf } from '../../../domain/order-flow/bars/poc.ts';
import { valueAreaOf } from '../../../domain/order-flow/bars/value-area.ts';
import { deltaOf, type FootprintBar, volumeOf } from '../../../domain/order-flow/footprint.ts';
import type { CandleView, FootprintView } from '../../../domain/order-flow/market-words.ts';

/** @param cvd at its close, in lots */
export function toFootprint(
  instrument: Instrument,
  bar: FootprintBar,
  cvd: number,
  isClosed: boolean,
): FootprintView {
  const price = (ticks: number) => formatPrice(instrument, ticks);
  const size = (lots: number) => formatSize(instrument, lots);
  const { binTicks } = bar;
  const area = valueAreaOf(bar);
  const poc = pocOf(bar);
  return {
    openMs: bar.openMs,
    open: price(bar.open),
    high: price(bar.high),
    low: price(bar.low),
    close: price(bar.close),
    buy: size(bar.ask),
    sell: size(bar.bid),
    delta: size(deltaOf(bar)),
    deltaMin: size(bar.deltaMin),
    deltaMax: size(bar.deltaMax),
    cvd: size(cvd),
    poc: poc ? price(poc.row * binTicks) : null,
    valueAreaHigh: area ? price((area.high + 1) * binTicks - 1) : null,
    valueAreaLow: area ? price(area.low * binTicks) : null,
    trades: bar.trades,
    isClosed,
    rows: bar.rows
      .filter(({ bid, ask }) => bid + ask > 0)
      .map(({ row, bid, ask }): [string, string, string] => [price(row * binTicks), size(bid), size(ask)]),
  };
}

export function toCandle(instrument: Instrument, bar: FootprintBar, isClosed: boolean): CandleView {
  const price = (ticks: number) => formatPrice(instrument, ticks);
  return {
    openMs: bar.openMs,
    open: price(bar.open),
    high: price(bar.high),
    low: price(bar.low),
    close: price(bar.close),
    volume: formatSize(instrument, volumeOf(bar)),
    delta: formatSize(instrument, deltaOf(bar)),
    isClosed,
  };
}
