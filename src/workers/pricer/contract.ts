import { z } from 'zod';
import { defineJsonCodec } from '../../core/board/board-codec.ts';
import { call, defineContract, event } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { type BoardPrice, tokenPrice } from '../../domain/solana/token-price.ts';

/** The board with the latest price of each token by its mint: what `context.board` takes. */
export const priceBoard = ['prices', defineJsonCodec<BoardPrice>(), 256] as const;

const mints = z.array(z.string()).max(200);

/** Prices of tokens from every feed and from the swaps that were seen, as one. */
export const pricerContract = defineContract({
  name: 'pricer',
  calls: {
    health: call({ output: partHealth, idempotent: true, urgent: true }),
    /** Of those that are known; the others are left out, and asked of the feeds from now on. */
    prices: call({ input: z.object({ mints }), output: z.array(tokenPrice), idempotent: true }),
    /** Oldest first; in US dollars as exact decimals. The last one is open. */
    candles: call({
      input: z.object({
        mint: z.string(),
        intervalMs: z.int(),
        beforeMs: z.number().nullable(),
        limit: z.int().max(1000),
      }),
      output: z.array(
        z.object({
          openMs: z.number(),
          open: z.string(),
          high: z.string(),
          low: z.string(),
          close: z.string(),
          volumeUsd: z.number(),
          trades: z.int(),
        }),
      ),
      idempotent: true,
    }),
    feeds: call({
      output: z.array(
        z.object({
          name: z.string(),
          state: z.enum(['ready', 'limited', 'away', 'off']),
          says: z.string(),
          lastMs: z.number().nullable(),
        }),
      ),
      idempotent: true,
    }),
  },
  events: {
    /** When it changed; of each token the latest. */
    price: event({ data: tokenPrice, whenFull: 'coalesce', keyOf: ({ mint }) => mint }),
  },
});
