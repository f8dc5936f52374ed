import type { Candle } from '../../../domain/candles/candle.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { VenueCandle } from '../../../domain/order-flow/market-words.ts';

/**
 * Σ price × size of a candle in ticks × lots, rounded to whole ones. Contracts are told with their worth in base currency, from
 * which only their harmonic mean price is known: within a minute it differs from the other by far less than a tick.
 */
export function worthOf(
  of: Instrument,
  { quoteVolume }: VenueCandle,
  { volumeLots, closeTicks }: Candle,
): bigint {
  const { priceDecimals, sizeDecimals, tickUnits, lotUnits, contractSize } = of;
  const [whole = '0', fraction = ''] = quoteVolume.split('.');
  const mantissa = BigInt(whole + fraction);
  if (mantissa === 0n) return BigInt(closeTicks) * BigInt(volumeLots);
  if (contractSize !== null) {
    const contracts = (volumeLots * lotUnits) / 10 ** sizeDecimals;
    const ticks = ((contracts * contractSize) / Number(quoteVolume) / tickUnits) * 10 ** priceDecimals;
    return BigInt(Math.round(ticks * volumeLots));
  }
  const units = BigInt(tickUnits) * BigInt(lotUnits) * 10n ** BigInt(fraction.length);
  const scaled = mantissa * 10n ** BigInt(priceDecimals + sizeDecimals);
  return (scaled + units / 2n) / units;
}
