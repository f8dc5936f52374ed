// The venue's list of what it trades, read entry by entry: one that cannot be read costs itself, not the others.
import { z } from 'zod';
import { decimalsOf, parseDecimal } from '../../../domain/market/decimal.ts';
import {
  type Instrument,
  type MarketName,
  type PriceBand,
  priceBand,
  toInstrumentId,
} from '../../../domain/market/instrument.ts';
import type { Listing, Listings } from '../../venue.ts';

const decimal = z.string().regex(/^\d{1,20}(\.\d{1,15})?$/);

const priceFilter = z.object({
  filterType: z.literal('PRICE_FILTER'),
  tickSize: decimal,
  maxPrice: decimal.optional(),
});
const lotFilter = z.object({
  filterType: z.literal('LOT_SIZE'),
  stepSize: decimal,
  maxQty: decimal.optional(),
});
/** Spot says `minNotional`, futures `notional`. */
const notionalFilter = z.object({
  filterType: z.enum(['NOTIONAL', 'MIN_NOTIONAL']),
  minNotional: decimal.optional(),
  notional: decimal.optional(),
});

/** Futures have one band, spot one for each side. */
const percentFilter = z.object({
  filterType: z.enum(['PERCENT_PRICE', 'PERCENT_PRICE_BY_SIDE']),
  multiplierDown: decimal.optional(),
  multiplierUp: decimal.optional(),
  bidMultiplierDown: decimal.optional(),
  bidMultiplierUp: decimal.optional(),
  askMultiplierDown: decimal.optional(),
  askMultiplierUp: decimal.optional(),
});

const entry = z.object({
  symbol: z.string().regex(/^[A-Z0-9_\p{L}]{1,40}$/u),
  status: z.string().optional(),
  contractStatus: z.string().optional(),
  baseAsset: z.string().min(1),
  quoteAsset: z.string().min(1),
  contractSize: z.number().positive().optional(),
  filters: z.array(z.looseObject({ filterType: z.string() })),
});

const rateLimit = z.object({
  rateLimitType: z.string(),
  interval: z.string(),
  intervalNum: z.int().positive(),
  limit: z.int().positive(),
});

export const exchangeInfo = z.object({
  rateLimits: z.array(z.unknown()).default([]),
  symbols: z.array(z.unknown()),
});
type ExchangeInfo = z.output<typeof exchangeInfo>;

const SECONDS: Readonly<Record<string, number>> = { SECOND: 1, MINUTE: 60, HOUR: 3600, DAY: 86_400 };

export function toListings(market: MarketName, { symbols }: ExchangeInfo): Listings {
  const listings = symbols.flatMap((raw) => toListing(market, raw) ?? []);
  return { listings, skipped: symbols.length - listings.length };
}

/** The limits of request weight as `weight per seconds`. */
export function toWeightLimits({ rateLimits }: ExchangeInfo): { limit: number; perSeconds: number }[] {
  return rateLimits.flatMap((raw) => {
    const { data } = rateLimit.safeParse(raw);
    const seconds = data && SECONDS[data.interval];
    return data?.rateLimitType === 'REQUEST_WEIGHT' && seconds !== undefined
      ? [{ limit: data.limit, perSeconds: seconds * data.intervalNum }]
      : [];
  });
}

function toListing(market: MarketName, raw: unknown): Listing | undefined {
  const { data } = entry.safeParse(raw);
  const price = find(priceFilter, data?.filters);
  const lot = find(lotFilter, data?.filters);
  if (!data || !price || !lot) return undefined;
  const tick = toStep(price.tickSize, price.maxPrice);
  const step = toSizeUnit(lot.stepSize, lot.maxQty);
  if (!tick || !step) return undefined;
  const notional = find(notionalFilter, data.filters);
  const band = toBand(find(percentFilter, data.filters));
  const instrument: Instrument = {
    id: toInstrumentId(market, data.symbol),
    origin: 'live',
    venue: 'binance',
    market,
    symbol: data.symbol,
    base: data.baseAsset,
    quote: data.quoteAsset,
    priceDecimals: tick.decimals,
    tickUnits: tick.units,
    sizeDecimals: step.decimals,
    lotUnits: step.units,
    contractSize: market === 'coinm' ? (data.contractSize ?? null) : null,
    ...(band && { priceBand: band }),
  };
  if (market === 'coinm' && instrument.contractSize === null) return undefined;
  return {
    instrument,
    status: data.status ?? data.contractStatus ?? '',
    minNotional: notional?.minNotional ?? notional?.notional ?? null,
  };
}

/** The wider of both sides; undefined where a factor is missing or no band. */
function toBand(filter: z.output<typeof percentFilter> | undefined): PriceBand | undefined {
  if (!filter) return undefined;
  const { multiplierDown, bidMultiplierDown, askMultiplierDown } = filter;
  const { multiplierUp, bidMultiplierUp, askMultiplierUp } = filter;
  const numbers = (...texts: (string | undefined)[]) => texts.flatMap((text) => (text ? [Number(text)] : []));
  return priceBand.safeParse({
    down: Math.min(...numbers(multiplierDown, bidMultiplierDown, askMultiplierDown)),
    up: Math.max(...numbers(multiplierUp, bidMultiplierUp, askMultiplierUp)),
  }).data;
}

/** With as many decimals as the venue prints, or without trailing zeros where the largest value would not be exact with them. */
function toStep(text: string, largest = '0'): { decimals: number; units: number } | undefined {
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  for (const step of [text, trimmed]) {
    const decimals = decimalsOf(step);
    if (!isExact(largest, decimals)) continue;
    const units = parseDecimal(step, decimals);
    return units > 0 ? { decimals, units } : undefined;
  }
  const decimals = decimalsOf(trimmed);
  const units = parseDecimal(trimmed, decimals);
  return units > 0 ? { decimals, units } : undefined;
}

/**
 * The unit sizes are counted in, finer than the step of new orders: older ones may rest with sizes of an earlier, smaller step. As
 * fine as the venue prints while ten thousand of the largest orders can still be added up exactly.
 */
function toSizeUnit(text: string, largest = '0'): { decimals: number; units: number } | undefined {
  const step = toStep(text, largest);
  if (!step) return undefined;
  const digits = Math.floor(Math.log10(Number.MAX_SAFE_INTEGER / (Math.max(1, Number(largest)) * SUMMED)));
  const finest = Math.max(0, Math.min(step.decimals, digits));
  const units = 10 ** (step.decimals - finest);
  return { decimals: step.decimals, units: Math.min(units, step.units) };
}

/** Largest orders that a sum of volume may hold. */
const SUMMED = 10_000;

function isExact(text: string, decimals: number): boolean {
  return Number(text) * 10 ** decimals <= Number.MAX_SAFE_INTEGER;
}

function find<T extends z.ZodType>(schema: T, filters: readonly unknown[] = []): z.output<T> | undefined {
  for (const filter of filters) {
    const { data } = schema.safeParse(filter);
    if (data) return data;
  }
  return undefined;
}
