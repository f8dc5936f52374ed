import { z } from 'zod';
import { combinePrices, type WeighedSource } from '../domain/solana/combine-prices.ts';
import { parsePrice } from '../domain/solana/price.ts';
import { defineFeed, type Quote } from './feed.ts';
import { openFeedHttp } from './feed-http.ts';

const pair = z.object({
  chainId: z.literal('solana'),
  baseToken: z.object({ address: z.string() }),
  priceUsd: z.string(),
  liquidity: z.object({ usd: z.number().nonnegative() }).nullish(),
});
const answer = z.array(z.unknown());

/** It does not say how old a price is. */
const FRESH_MS = 60_000;
const ANY_DISTANCE = Number.POSITIVE_INFINITY;

export const dexscreener = defineFeed({
  name: 'dexscreener',
  summary: 'DexScreener: the median of the pools of a token, each weighed by its liquidity.',
  key: 'none',
  mintsPerRequest: 30,
  requestsPerMinute: 240,
  freshMs: FRESH_MS,
  open(doors, access) {
    const http = openFeedHttp(doors, {
      ...access,
      name: 'dexscreener',
      ownUrl: 'https://api.dexscreener.com',
    });
    return {
      async ask(mints, signal) {
        const path = `/tokens/v1/solana/${mints.map(encodeURIComponent).join(',')}`;
        const { body } = await http.request({ path, schema: answer, signal });
        const pairs = body.flatMap((one) => pair.safeParse(one).data ?? []);
        const atMs = doors.clock.now();
        return mints.flatMap((mint) => toQuote(mint, pairs, atMs) ?? []);
      },
    };
  },
});

function toQuote(mint: string, pairs: readonly z.output<typeof pair>[], atMs: number): Quote | null {
  let liquidityUsd = 0;
  const pools: WeighedSource[] = [];
  for (const { baseToken, priceUsd, liquidity } of pairs) {
    const price = parsePrice(priceUsd);
    if (baseToken.address !== mint || price === null) continue;
    const usd = liquidity?.usd ?? 0;
    liquidityUsd += usd;
    pools.push({ price, liquidityUsd: usd, atMs, freshMs: FRESH_MS });
  }
  const { price } = combinePrices(pools, atMs, ANY_DISTANCE);
  return price === null ? null : { mint, priceUsd: price, liquidityUsd, atMs };
}
