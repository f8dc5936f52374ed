// The message of the event and stream benches: 11 fields, about 212 bytes as JSON, 96 bytes in fixed layout.
import { z } from 'zod';

export const trade = z.object({
  venue: z.string().max(12),
  symbol: z.string().max(16),
  side: z.enum(['buy', 'sell']),
  price: z.number(),
  sizeBase: z.number(),
  sizeQuote: z.number(),
  tradeId: z.number(),
  sequence: z.number(),
  eventMs: z.number(),
  sentMs: z.number(),
  isMaker: z.boolean(),
});

export type Trade = z.infer<typeof trade>;

/** A new object each time, as a feed's parser would make it. */
export function createTrade(sequence: number, sentMs = 1_763_713_080_124.5): Trade {
  return {
    venue: 'binance',
    symbol: 'BTCUSDT',
    side: 'sell',
    price: 64_231.57,
    sizeBase: 0.01532,
    sizeQuote: 984.0276524,
    tradeId: 3_872_645_190 + sequence,
    sequence,
    eventMs: 1_763_713_080_123,
    sentMs,
    isMaker: true,
  };
}
