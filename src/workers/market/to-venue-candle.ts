import { cutZeros, decimalsOf, formatDecimal, parseDecimal } from '../../domain/market/decimal.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { toStep } from '../../domain/market/step.ts';
import type { VenueCandle } from '../../domain/order-flow/market-words.ts';
import type { Kline } from '../../venues/venue.ts';

/** In the digits of the instrument's steps. What takers did not buy they sold: that is its delta. */
export function toVenueCandle(
  { tickUnits, priceDecimals }: Instrument,
  kline: Kline,
  nowMs: number,
): VenueCandle {
  const { openMs, closeMs, open, high, low, close, volume, takerBuyVolume, quoteVolume } = kline;
  const { decimals } = toStep(tickUnits, priceDecimals);
  const price = (text: string) => cutZeros(text, decimals);
  return {
    openMs,
    ...{ open: price(open), high: price(high), low: price(low), close: price(close) },
    volume: cutZeros(volume, 0),
    delta: toDelta(volume, takerBuyVolume),
    isClosed: closeMs < nowMs,
    quoteVolume,
  };
}

function toDelta(volume: string, bought: string): string {
  const decimals = Math.max(decimalsOf(volume), decimalsOf(bought));
  const units = 2 * parseDecimal(bought, decimals) - parseDecimal(volume, decimals);
  return cutZeros(formatDecimal(units, decimals), 0);
}
