import { formatPrice } from '../../../domain/solana/price.ts';
import { type AnswerFeed, toList } from './answer.ts';

const PATH = /^\/tokens\/v1\/([\w-]+)\/([^/]+)$/;
const MAX_ADDRESSES = 30;

/** The pools of tokens by chain and addresses. */
export const answerDexscreener: AnswerFeed = ({ path, view }) => {
  const [, chain, addresses = ''] = PATH.exec(path) ?? [];
  if (chain === undefined) return undefined;
  const mints = toList(decodeURIComponent(addresses));
  if (mints.length > MAX_ADDRESSES) return { status: 400, body: { error: 'too many addresses' } };
  const tokens = chain === 'solana' ? mints.flatMap((mint) => view.tokens.get(mint) ?? []) : [];
  const body = tokens.flatMap(({ mint, pools }) =>
    pools.map(({ address, kind, quoteMint, priceUsd, priceQuote, liquidityUsd }) => ({
      chainId: 'solana',
      dexId: kind,
      url: `https://dexscreener.com/solana/${address.toLowerCase()}`,
      pairAddress: address,
      baseToken: { address: mint, name: '', symbol: '' },
      quoteToken: { address: quoteMint, name: '', symbol: '' },
      priceNative: formatPrice(priceQuote),
      priceUsd: formatPrice(priceUsd),
      txns: {},
      volume: {},
      priceChange: {},
      // curves have none there
      ...(kind === 'raydium' ? { liquidity: { usd: liquidityUsd, base: 0, quote: 0 } } : {}),
    })),
  );
  return { status: 200, body };
};
