// What is traded: a symbol of a venue's market, with the steps in which its prices and sizes move.
import { z } from 'zod';
import { cutZeros, decimalsOf, formatDecimal, parseDecimal, toFloat } from './decimal.ts';
import { type Step, toStep, toSteps } from './step.ts';

export const marketNames = ['spot', 'usdm', 'coinm'] as const;
export const marketName = z.enum(marketNames);
export type MarketName = z.output<typeof marketName>;

/** How far a price may lie from another, as factors: 0.8 and 1.25 are a fifth below and a quarter above. */
export const priceBand = z.object({ down: z.number().positive().max(1), up: z.number().min(1) });
export type PriceBand = Readonly<z.output<typeof priceBand>>;

/** Where its records come from: the venue as it is now, or a recording that is played. */
export const origins = ['live', 'replay'] as const;
export type Origin = (typeof origins)[number];
const REPLAY = 'replay:';

export const instrument = z.object({
  /** Market and symbol, as in `usdm:BTCUSDT`; unique within the program. */
  id: z.string(),
  origin: z.enum(origins),
  /** The name of the venue. */
  venue: z.string(),
  market: marketName,
  symbol: z.string(),
  base: z.string(),
  quote: z.string(),
  /** Digits after the point as the venue prints them. */
  priceDecimals: z.int().min(0).max(15),
  sizeDecimals: z.int().min(0).max(15),
  /** Units of the last printed digit in one tick, and in one lot. */
  tickUnits: z.int().positive(),
  lotUnits: z.int().positive(),
  /** Quote currency that one contract is worth; null where sizes are in the base currency. */
  contractSize: z.number().positive().nullable(),
  /** Within which the venue takes orders; absent where it names none. */
  priceBand: priceBand.optional(),
});
/** Prices are whole ticks and sizes whole lots, everywhere but at the edges of the program. */
export type Instrument = Readonly<z.output<typeof instrument>>;

export function toInstrumentId(market: MarketName, symbol: string): string {
  return `${market}:${symbol}`;
}

/** The same instrument as a recording shows it. Each run has ids of its own: what was worked out of an earlier one is none of the next. */
export function toReplayed(live: Instrument, run: number): Instrument {
  return { ...live, origin: 'replay', id: `${REPLAY}${live.id}${run === 1 ? '' : `:${run}`}` };
}

/** For those that know nothing of an instrument but its id. */
export function originOf(id: string): Origin {
  return id.startsWith(REPLAY) ? 'replay' : 'live';
}

/** As the venue prints it, zeros and all. */
export function formatPrice({ tickUnits, priceDecimals }: Instrument, ticks: number): string {
  return formatSteps(toStep(tickUnits, priceDecimals), ticks, priceDecimals);
}

export function formatSize({ lotUnits, sizeDecimals }: Instrument, lots: number): string {
  return formatSteps(toStep(lotUnits, sizeDecimals), lots, sizeDecimals);
}

/** In the digits of a tick, for whoever reads it: venues print zeros behind them. */
export function showPrice({ tickUnits, priceDecimals }: Instrument, ticks: number): string {
  const { factor, decimals } = toStep(tickUnits, priceDecimals);
  return formatDecimal(ticks * factor, decimals);
}

/** Without zeros at its end: the unit that sizes are counted in may be finer than the step of orders. */
export function showSize(of: Instrument, lots: number): string {
  return cutZeros(formatSize(of, lots), 0);
}

/** In ticks; NaN where the price lies between two ticks. Throws DECIMAL_INVALID. */
export function parsePrice({ tickUnits, priceDecimals }: Instrument, text: string): number {
  return parseSteps(toStep(tickUnits, priceDecimals), text);
}

/** In lots; NaN where the size lies between two lots. Throws DECIMAL_INVALID. */
export function parseSize({ lotUnits, sizeDecimals }: Instrument, text: string): number {
  return parseSteps(toStep(lotUnits, sizeDecimals), text);
}

/** For showing and for statistics. */
export function priceOf({ tickUnits, priceDecimals }: Instrument, ticks: number): number {
  return toFloat(ticks * tickUnits, priceDecimals);
}

export function sizeOf({ lotUnits, sizeDecimals }: Instrument, lots: number): number {
  return toFloat(lots * lotUnits, sizeDecimals);
}

/** Worth in quote currency, for statistics. */
export function notionalOf(of: Instrument, ticks: number, lots: number): number {
  const size = sizeOf(of, lots);
  return of.contractSize === null ? size * priceOf(of, ticks) : size * of.contractSize;
}

/** Zeros are put behind, not multiplied in: a size of many digits stays exact. */
function formatSteps({ factor, decimals }: Step, steps: number, shownDecimals: number): string {
  const text = formatDecimal(steps * factor, decimals);
  if (decimals === shownDecimals) return text;
  return `${text}${decimals === 0 ? '.' : ''}${'0'.repeat(shownDecimals - decimals)}`;
}

function parseSteps(step: Step, text: string): number {
  const decimals = decimalsOf(text.replace(/(?:\.|(?<=\.\d*))0+$/, ''));
  return toSteps(step, parseDecimal(text, decimals), decimals);
}
