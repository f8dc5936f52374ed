// A token's state as it is told.
import { formatPrice, type Price, toNumber } from '../../../domain/solana/price.ts';
import type { TokenPrice } from '../../../domain/solana/token-price.ts';
import type { TokenState } from './token-state.ts';

/** As it is at this moment: what grew old since it was last looked at does not count any more. */
export function toTokenPrice(token: TokenState, nowMs: number): TokenPrice {
  const { mint, combined, candles, priceUsd, priceSol } = token;
  const told = token.told(nowMs);
  return {
    mint,
    priceUsd: toText(priceUsd),
    priceSol: toText(priceSol),
    atMs: told.reduce((newest, { said }) => Math.max(newest, said.atMs), 0),
    liquidityUsd: token.liquidityUsd(nowMs),
    changeHourPercent: toChange(priceUsd, candles.before('hour', nowMs)),
    changeDayPercent: toChange(priceUsd, candles.before('day', nowMs)),
    disagreementBps: combined.disagreementBps,
    isDisputed: combined.isDisputed,
    sources: told.map(({ said, priceUsd: price }) => ({
      source: said.source,
      pool: said.pool,
      priceUsd: formatPrice(price),
      liquidityUsd: said.liquidityUsd,
      atMs: said.atMs,
      isFresh: nowMs - said.atMs < said.freshMs,
    })),
  };
}

export function toText(price: Price | null): string | null {
  return price === null ? null : formatPrice(price);
}

function toChange(price: Price | null, before: Price | null): number | null {
  return price === null || before === null ? null : (toNumber(price) / toNumber(before) - 1) * 100;
}
