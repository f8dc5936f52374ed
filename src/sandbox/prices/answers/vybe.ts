import { toNumber } from '../../../domain/solana/price.ts';
import type { AnswerFeed } from './answer.ts';

const PATH = /^\/token\/([1-9A-HJ-NP-Za-km-z]{32,44})$/;

/** One token. */
export const answerVybe: AnswerFeed = ({ path, key, view }) => {
  const [, mint] = PATH.exec(path) ?? [];
  if (mint === undefined) return undefined;
  if (key === null) return { status: 403, body: { message: 'Forbidden' } };
  const token = view.tokens.get(mint);
  if (token === undefined) return { status: 404, body: { message: 'Token not found' } };
  const price = toNumber(token.pools[0]?.priceUsd ?? 0n);
  return {
    status: 200,
    body: {
      ...{ symbol: '', name: '', mintAddress: mint, price, price1d: price, price7d: price },
      ...{ decimal: token.decimals, logoUrl: null, category: null, subcategory: null, verified: false },
      updateTime: Math.floor(view.atMs / 1000),
    },
  };
};
