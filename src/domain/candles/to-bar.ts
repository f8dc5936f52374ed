import type { Bar } from '../indicators/indicator-input.ts';
import { type Instrument, priceOf, sizeOf } from '../market/instrument.ts';
import type { Candle } from './candle.ts';

/** What indicators are fed with: prices and volume as floats, for statistics only. */
export function toBar(instrument: Instrument, candle: Candle): Bar {
  return {
    open: priceOf(instrument, candle.openTicks),
    high: priceOf(instrument, candle.highTicks),
    low: priceOf(instrument, candle.lowTicks),
    close: priceOf(instrument, candle.closeTicks),
    volume: sizeOf(instrument, candle.volumeLots),
  };
}
