// Candles in whole ticks and lots, as exact decimals and back.
import type { Candle } from '../../../domain/candles/candle.ts';
import {
  type Instrument,
  parsePrice,
  parseSize,
  showPrice,
  showSize,
} from '../../../domain/market/instrument.ts';
import type { FootprintBar } from '../../../domain/order-flow/footprint.ts';
import type { CandleView } from '../../../domain/order-flow/market-words.ts';

export function toCandleView(instrument: Instrument, candle: Candle, isClosed: boolean): CandleView {
  const { startMs, openTicks, highTicks, lowTicks, closeTicks, volumeLots, buyLots } = candle;
  const price = (ticks: number) => showPrice(instrument, ticks);
  const size = (lots: number) => showSize(instrument, lots);
  return {
    openMs: startMs,
    ...{ open: price(openTicks), high: price(highTicks), low: price(lowTicks), close: price(closeTicks) },
    ...{ volume: size(volumeLots), delta: size(2 * buyLots - volumeLots) },
    isClosed,
  };
}

/** Undefined where a price or size lies between two of the instrument's present steps, or the delta is not known. */
export function parseCandle(instrument: Instrument, view: CandleView): Candle | undefined {
  const volumeLots = parseSize(instrument, view.volume);
  const candle = {
    startMs: view.openMs,
    openTicks: parsePrice(instrument, view.open),
    highTicks: parsePrice(instrument, view.high),
    lowTicks: parsePrice(instrument, view.low),
    closeTicks: parsePrice(instrument, view.close),
    volumeLots,
    buyLots: view.delta === null ? Number.NaN : (volumeLots + parseSize(instrument, view.delta)) / 2,
    trades: 0,
  };
  return Object.values(candle).every(Number.isSafeInteger) ? candle : undefined;
}

export function barToCandle({ openMs, open, high, low, close, ask, bid, trades }: FootprintBar): Candle {
  return {
    startMs: openMs,
    ...{ openTicks: open, highTicks: high, lowTicks: low, closeTicks: close },
    ...{ volumeLots: ask + bid, buyLots: ask, trades },
  };
}

/** Of a minute in which nothing was traded. */
export function toFlatCandle(startMs: number, ticks: number): Candle {
  return {
    startMs,
    ...{ openTicks: ticks, highTicks: ticks, lowTicks: ticks, closeTicks: ticks },
    ...{ volumeLots: 0, buyLots: 0, trades: 0 },
  };
}
