// What a token costs, by whom, and how far they agree.
import { z } from 'zod';

/** Exact decimal text; many tokens cost less than a float tells apart. */
const decimal = z.string();

export const sourcePrice = z.object({
  /** `pool`, `jupiter`, `dexscreener`, `birdeye`, `vybe`, `binance`. */
  source: z.string(),
  /** The address of the pool; null where the source is none. */
  pool: z.string().nullable().default(null),
  priceUsd: decimal,
  liquidityUsd: z.number().nullable(),
  atMs: z.number(),
  /** Whether it counts; what is older than its source is trusted for is shown and does not. */
  isFresh: z.boolean().default(true),
});

export const tokenPrice = z.object({
  mint: z.string(),
  /** Median of the fresh sources, weighed by liquidity; null where none is fresh. */
  priceUsd: decimal.nullable(),
  priceSol: decimal.nullable(),
  atMs: z.number(),
  liquidityUsd: z.number().nullable(),
  /** Against an hour and a day before; null where that is not known. */
  changeHourPercent: z.number().nullable(),
  changeDayPercent: z.number().nullable(),
  /** The widest distance of a fresh source from the median. */
  disagreementBps: z.number().nullable(),
  isDisputed: z.boolean(),
  sources: z.array(sourcePrice),
});

export type SourcePrice = z.infer<typeof sourcePrice>;
export type TokenPrice = z.infer<typeof tokenPrice>;

/** The latest price of a token as every worker reads it without asking. */
export type BoardPrice = Pick<TokenPrice, 'priceUsd' | 'priceSol' | 'atMs' | 'liquidityUsd' | 'isDisputed'>;
