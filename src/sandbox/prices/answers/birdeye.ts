import { toNumber } from '../../../domain/solana/price.ts';
import { type AnswerFeed, toList } from './answer.ts';

const MAX_ADDRESSES = 100;

/** Several prices at once; null for a token that it does not know. */
export const answerBirdeye: AnswerFeed = ({ path, query, key, view }) => {
  if (path !== '/defi/multi_price') return undefined;
  if (key === null) return { status: 401, body: { success: false, message: 'Unauthorized' } };
  const mints = toList(query.get('list_address') ?? '');
  if (mints.length === 0 || mints.length > MAX_ADDRESSES)
    return { status: 400, body: { success: false, message: 'list_address is invalid format' } };
  const updateUnixTime = Math.floor(view.atMs / 1000);
  const isWithLiquidity = query.get('include_liquidity') === 'true';
  const entries = mints.map((mint) => {
    const token = view.tokens.get(mint);
    if (token === undefined) return [mint, null];
    const { pools, liquidityUsd } = token;
    return [
      mint,
      {
        value: toNumber(pools[0]?.priceUsd ?? 0n),
        updateUnixTime,
        updateHumanTime: new Date(updateUnixTime * 1000).toISOString().slice(0, 19),
        priceChange24h: 0,
        ...(isWithLiquidity ? { liquidity: liquidityUsd } : {}),
      },
    ];
  });
  return { status: 200, body: { success: true, data: Object.fromEntries(entries) } };
};
