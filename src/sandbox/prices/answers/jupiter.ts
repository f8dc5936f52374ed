import { toNumber } from '../../../domain/solana/price.ts';
import { type AnswerFeed, toList } from './answer.ts';

const MAX_IDS = 50;

/** Price v3. A token without a price is left out. */
export const answerJupiter: AnswerFeed = ({ path, query, view }) => {
  if (path !== '/price/v3') return undefined;
  const ids = toList(query.get('ids') ?? '');
  if (ids.length === 0 || ids.length > MAX_IDS)
    return { status: 400, body: { code: 400, message: `ids: 1 to ${MAX_IDS} are allowed` } };
  const known = ids.flatMap((id) => view.tokens.get(id) ?? []);
  const entries = known.map(({ mint, decimals, pools, liquidityUsd }) => [
    mint,
    {
      createdAt: new Date(view.atMs).toISOString(),
      liquidity: liquidityUsd,
      usdPrice: toNumber(pools[0]?.priceUsd ?? 0n),
      blockId: view.slot,
      decimals,
      priceChange24h: 0,
    },
  ]);
  return { status: 200, body: Object.fromEntries(entries) };
};
