// What a replay found, as one JSON object; prices and sizes are exact decimal strings.

import type { BookSide } from '../../domain/market/book-side.ts';
import { formatDecimal } from '../../domain/market/decimal.ts';
import { formatPrice, formatSize, type Instrument } from '../../domain/market/instrument.ts';
import { toStep } from '../../domain/market/step.ts';
import { pocOf } from '../../domain/order-flow/bars/poc.ts';
import { deltaOf, type FootprintBar, volumeOf } from '../../domain/order-flow/footprint.ts';
import type { InstrumentBook } from '../../venues/venue-feed.ts';

import type { Outage } from './book-outages.ts';

export type Counts = Readonly<Record<string, number>>;

export type SymbolReport = {
  readonly updates: number;
  readonly levels: number;
  readonly comparedToTicker: { readonly exact: number; readonly compared: number };
  readonly bids: readonly (readonly [price: string, size: string])[];
  readonly asks: readonly (readonly [price: string, size: string])[];
  readonly cvd: string;
  readonly minutes: readonly MinuteReport[];
};

export type MinuteReport = {
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly delta: string;
  readonly poc: string;
  readonly time: number;
};

export type ReplayReport = {
  readonly messages: number;
  readonly durationMs: number;
  readonly recordedMs: number;
  readonly gaps: number;
  /** When books were not known. */
  readonly unknown: readonly Outage[];
  /** Messages that could not be read, or contradicted their instrument. */
  readonly refused: number;
  readonly symbols: Readonly<Record<string, SymbolReport>>;
  readonly detections: Counts;
  readonly signals: Counts;
  readonly anomalies: Counts;
};

const TOP = 20;

export function toSymbolReport(
  instrument: Instrument,
  { book, updates, levels, check }: Pick<InstrumentBook, 'book' | 'updates' | 'levels' | 'check'>,
  cvd: number,
  minutes: readonly MinuteReport[],
): SymbolReport {
  const { exact, compared } = check;
  return {
    updates,
    levels,
    comparedToTicker: { exact, compared },
    bids: toLevels(instrument, book.bids),
    asks: toLevels(instrument, book.asks),
    cvd: formatSize(instrument, cvd),
    minutes,
  };
}

function toLevels(instrument: Instrument, side: BookSide): [string, string][] {
  const prices = new Float64Array(TOP);
  const sizes = new Float64Array(TOP);
  const found = side.top(TOP, prices, sizes);
  return Array.from({ length: found }, (_, index) => [
    formatPrice(instrument, prices[index]!),
    formatSize(instrument, sizes[index]!),
  ]);
}

export function toMinute(instrument: Instrument, bar: FootprintBar): MinuteReport {
  const { openMs, open, high, low, close, binTicks } = bar;
  const bin = toStep(instrument.tickUnits * binTicks, instrument.priceDecimals);
  return {
    open: formatPrice(instrument, open),
    high: formatPrice(instrument, high),
    low: formatPrice(instrument, low),
    close: formatPrice(instrument, close),
    volume: formatSize(instrument, volumeOf(bar)),
    delta: formatSize(instrument, deltaOf(bar)),
    // in the digits of a row, which are fewer than those of a price
    poc: formatDecimal((pocOf(bar)?.row ?? 0) * bin.factor, bin.decimals),
    time: openMs,
  };
}
