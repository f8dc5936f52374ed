import { z } from 'zod';
import { marketName } from '../../domain/market/instrument.ts';

const endpoints = z.object({ rest: z.string(), stream: z.string() });
const perMarket = <T extends z.ZodType>(value: T) => z.object({ spot: value, usdm: value, coinm: value });

/** The worker's slice of the configuration. */
export const marketSettings = z.object({
  /** What is followed, by market and symbol. */
  followed: z.array(z.object({ market: marketName, symbol: z.string() })),
  /** The sandbox tells where its exchange listens; else the addresses below, or the venue's own where they are empty. */
  isSandbox: z.boolean(),
  endpoints: perMarket(endpoints),
  depthSpeed: perMarket(z.string()),
  trades: perMarket(z.enum(['trade', 'aggTrade'])),
  snapshotLimit: z.int(),
  venue: z.object({ reconnectMs: z.int(), staleMs: z.int(), rotateMs: z.int(), skewMs: z.int() }),
  recorder: z.object({ enabled: z.boolean(), folder: z.string(), maxFileBytes: z.int(), keepFiles: z.int() }),
});

export type MarketSettings = z.output<typeof marketSettings>;
