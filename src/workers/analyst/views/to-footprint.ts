import { type Instrument, showPrice, showSize } from '../../../domain/market/instrument.ts';
import { pocOf } from '../../../domain/order-flow/bars/poc.ts';
import { valueAreaOf } from '../../../domain/order-flow/bars/value-area.ts';
import { deltaOf, type FootprintBar } from '../../../domain/order-flow/footprint.ts';
import type { CandleView, FootprintView } from '../../../domain/order-flow/market-words.ts';
import { barToCandle, toCandleView } from '../bars/candle-views.ts';

/**
 * @param cvd at its close, in lots
 * @param sinceMs since when it counts
 */
export function toFootprint(
  instrument: Instrument,
  bar: FootprintBar,
  cvd: number,
  sinceMs: number,
  isClosed: boolean,
): FootprintView {
  const price = (ticks: number) => showPrice(instrument, ticks);
  const size = (lots: number) => showSize(instrument, lots);
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
    ...(!Number.isNaN(sinceMs) && { cvdSinceMs: sinceMs }),
    poc: poc ? price(poc.row * binTicks) : null,
    valueAreaHigh: area ? price((area.high + 1) * binTicks - 1) : null,
    valueAreaLow: area ? price(area.low * binTicks) : null,
    trades: bar.trades,
    isClosed,
    ...(bar.isPartial && { isPartial: true }),
    rows: bar.rows
      .filter(({ bid, ask }) => bid + ask > 0)
      .map(({ row, bid, ask }): [string, string, string] => [price(row * binTicks), size(bid), size(ask)]),
  };
}

export function toCandle(instrument: Instrument, bar: FootprintBar, isClosed: boolean): CandleView {
  return {
    ...toCandleView(instrument, barToCandle(bar), isClosed),
    ...(bar.isPartial && { isPartial: true }),
  };
}
