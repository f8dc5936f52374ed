import { z } from 'zod';
import { toAppError } from '../core/errors.ts';
import { parsePrice } from '../domain/solana/price.ts';
import { defineFeed } from './feed.ts';
import { openFeedHttp } from './feed-http.ts';

const answer = z.object({ price: z.number().nullish(), updateTime: z.number().nonnegative().nullish() });

const SECOND_MS = 1000;
const NOT_FOUND = 404;

export const vybe = defineFeed({
  name: 'vybe',
  summary: 'Vybe: one token a request, with the moment of the price and without its liquidity.',
  key: 'needed',
  mintsPerRequest: 1,
  requestsPerMinute: 50,
  freshMs: 300_000,
  open(doors, access) {
    const http = openFeedHttp(doors, {
      ...access,
      name: 'vybe',
      ownUrl: 'https://api.vybenetwork.xyz',
      ...(access.key ? { headers: { 'x-api-key': access.key } } : {}),
    });
    const askOne = async (mint: string, signal: AbortSignal) => {
      const path = `/token/${encodeURIComponent(mint)}`;
      const { body } = await http
        .request({ path, schema: answer, signal })
        .catch((thrown: unknown) => ({ body: nothingIfUnknown(thrown) }));
      const priceUsd = parsePrice(body.price ?? '');
      if (priceUsd === null) return [];
      const atMs = body.updateTime ? body.updateTime * SECOND_MS : doors.clock.now();
      return [{ mint, priceUsd, liquidityUsd: null, atMs }];
    };
    return {
      ask: async (mints, signal) => (await Promise.all(mints.map((mint) => askOne(mint, signal)))).flat(),
    };
  },
});

/** It answers 404 for a token that it does not know. */
function nothingIfUnknown(thrown: unknown): z.output<typeof answer> {
  const error = toAppError(thrown);
  if (error.details['status'] === NOT_FOUND) return {};
  throw error;
}
