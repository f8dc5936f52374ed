import { z } from 'zod';
import { parsePrice } from '../domain/solana/price.ts';
import { defineFeed } from './feed.ts';
import { openFeedHttp } from './feed-http.ts';

const entry = z.object({
  usdPrice: z.number().positive(),
  /** The slot of the swap that the price is from. */
  blockId: z.number().nullish(),
  liquidity: z.number().nonnegative().nullish(),
});
const answer = z.record(z.string(), z.unknown());

const KEYED_URL = 'https://api.jup.ag';
const FREE_URL = 'https://lite-api.jup.ag';
const MAX_REMEMBERED = 5000;

export const jupiter = defineFeed({
  name: 'jupiter',
  summary: 'Jupiter Price v3: the last swap of each token over all exchanges it knows, without outliers.',
  key: 'optional',
  mintsPerRequest: 50,
  requestsPerMinute: 50,
  freshMs: 120_000,
  open(doors, access) {
    const { key } = access;
    const http = openFeedHttp(doors, {
      ...access,
      name: 'jupiter',
      ownUrl: key === undefined ? FREE_URL : KEYED_URL,
      ...(key === undefined ? {} : { headers: { 'x-api-key': key } }),
    });
    /** Since when each token is told with the same slot: a price that stands still grows old. */
    const since = new Map<string, { readonly slot: number; readonly atMs: number }>();
    const ageOf = (mint: string, slot: number | null | undefined): number => {
      const nowMs = doors.clock.now();
      if (slot === null || slot === undefined) return nowMs;
      const known = since.get(mint);
      if (known?.slot === slot) return known.atMs;
      if (since.size >= MAX_REMEMBERED) since.clear();
      since.set(mint, { slot, atMs: nowMs });
      return nowMs;
    };
    return {
      async ask(mints, signal) {
        const { body } = await http.request({
          ...{ path: '/price/v3', query: { ids: mints.join(',') }, schema: answer, signal },
        });
        return mints.flatMap((mint) => {
          const told = entry.safeParse(body[mint]).data;
          const priceUsd = told && parsePrice(told.usdPrice);
          if (!told || !priceUsd) return [];
          const liquidityUsd = told.liquidity ?? null;
          return [{ mint, priceUsd, liquidityUsd, atMs: ageOf(mint, told.blockId) }];
        });
      },
    };
  },
});
