import { z } from 'zod';
import { parsePrice } from '../domain/solana/price.ts';
import { defineFeed } from './feed.ts';
import { openFeedHttp } from './feed-http.ts';

const entry = z.object({
  value: z.number().positive(),
  updateUnixTime: z.number().nonnegative(),
  liquidity: z.number().nonnegative().nullish(),
});
const answer = z.object({ success: z.literal(true), data: z.record(z.string(), z.unknown()) });

const SECOND_MS = 1000;

export const birdeye = defineFeed({
  name: 'birdeye',
  summary: 'Birdeye: prices with the moment of their last trade and the liquidity behind them.',
  key: 'needed',
  mintsPerRequest: 100,
  requestsPerMinute: 50,
  freshMs: 120_000,
  open(doors, access) {
    const http = openFeedHttp(doors, {
      ...access,
      name: 'birdeye',
      ownUrl: 'https://public-api.birdeye.so',
      headers: { 'x-chain': 'solana', ...(access.key ? { 'x-api-key': access.key } : {}) },
    });
    return {
      async ask(mints, signal) {
        const query = { list_address: mints.join(','), include_liquidity: true };
        const { body } = await http.request({ path: '/defi/multi_price', query, schema: answer, signal });
        return mints.flatMap((mint) => {
          const told = entry.safeParse(body.data[mint]).data;
          const priceUsd = told && parsePrice(told.value);
          if (!told || !priceUsd) return [];
          const atMs = told.updateUnixTime * SECOND_MS;
          return [{ mint, priceUsd, liquidityUsd: told.liquidity ?? null, atMs }];
        });
      },
    };
  },
});
