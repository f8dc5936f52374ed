// How one instrument's prices, sizes and traded values are printed.
import type { Instrument } from '../market/instrument.ts';
import { createDecimalText, toDecimalText } from './decimal-text.ts';

/** Of values in the base asset (inverse contracts), and the most that are printed of any value. */
const VALUE_DECIMALS = 8;

export type Amounts = {
  price(ticks: number): string;
  size(lots: number): string;
  /** Traded value of a fill, as a whole number that may be summed. */
  valueOf(ticks: number, lots: number): number;
  /** A sum of those: quote, or base of an inverse contract. */
  value(sum: bigint): string;
  /** A sum of values as quote (or base), in units of the last of eight decimals. */
  scaledValue(sum: bigint): bigint;
};

export function createAmounts(instrument: Instrument): Amounts {
  const { priceDecimals, tickUnits, sizeDecimals, lotUnits, contractValue, kind } = instrument;
  const scale = priceDecimals + sizeDecimals;
  const unit = BigInt(tickUnits) * BigInt(lotUnits);
  const scaledValue = (sum: bigint): bigint => {
    if (contractValue !== undefined) return sum;
    const scaled = sum * unit;
    return scale >= VALUE_DECIMALS
      ? scaled / 10n ** BigInt(scale - VALUE_DECIMALS)
      : scaled * 10n ** BigInt(VALUE_DECIMALS - scale);
  };
  const printed = kind === 'usdm' ? Math.min(scale, VALUE_DECIMALS) : VALUE_DECIMALS;
  return {
    price: createDecimalText(tickUnits, priceDecimals),
    size: createDecimalText(lotUnits, sizeDecimals),
    valueOf: (ticks, lots) =>
      contractValue === undefined
        ? ticks * lots
        : Math.round((lots * contractValue * 10 ** (VALUE_DECIMALS + priceDecimals)) / (ticks * tickUnits)),
    scaledValue,
    value: (sum) => toDecimalText(scaledValue(sum) / 10n ** BigInt(VALUE_DECIMALS - printed), printed),
  };
}
