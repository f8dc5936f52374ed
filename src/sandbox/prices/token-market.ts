// What tokens of the sandbox's chain cost by what its pools hold, as the feeds know it.
import { convertPrice, type Price, parsePrice, priceOf, toNumber } from '../../domain/solana/price.ts';
import { USDC, USDT, WRAPPED_SOL } from '../../domain/solana/programs.ts';

/** One pool with what it holds; a bonding curve counts what it pretends to hold. */
export type PoolHolding = {
  readonly address: string;
  readonly kind: 'raydium' | 'pumpfun';
  readonly base: Held;
  readonly quote: Held;
  /** Of the quote, what can be taken out. */
  readonly quoteAtoms: bigint;
};
type Held = { readonly mint: string; readonly atoms: bigint; readonly decimals: number };

export type PoolPrice = {
  readonly address: string;
  readonly kind: PoolHolding['kind'];
  readonly quoteMint: string;
  readonly priceUsd: Price;
  readonly priceQuote: Price;
  readonly liquidityUsd: number;
};

export type TokenMarket = {
  readonly mint: string;
  readonly decimals: number;
  /** The deepest first; never empty. */
  readonly pools: readonly PoolPrice[];
  readonly liquidityUsd: number;
};

/** What the feeds know at one moment. */
export type MarketView = {
  readonly slot: number;
  readonly atMs: number;
  readonly solUsd: Price;
  readonly tokens: ReadonlyMap<string, TokenMarket>;
};

const quoteDecimals: Readonly<Record<string, number>> = { [WRAPPED_SOL]: 9, [USDC]: 6, [USDT]: 6 };
/** Where no pool tells what SOL costs. */
const USUAL_SOL_USD = parsePrice('150') as Price;
const DOLLAR = parsePrice('1') as Price;

export function toMarketView(pools: readonly PoolHolding[], slot: number, atMs: number): MarketView {
  const ofSol = pools
    .filter(({ base, quote }) => base.mint === WRAPPED_SOL && quote.mint !== WRAPPED_SOL)
    .sort((a, b) => Number(b.quoteAtoms - a.quoteAtoms))[0];
  const solUsd = (ofSol && priceOf(ofSol.quote, ofSol.base)) ?? USUAL_SOL_USD;
  const byMint = new Map<string, { decimals: number; pools: PoolPrice[] }>();
  for (const { address, kind, base, quote, quoteAtoms } of pools) {
    const priceQuote = priceOf(quote, base);
    if (priceQuote === null || !(quote.mint in quoteDecimals)) continue;
    const rate = quote.mint === WRAPPED_SOL ? solUsd : DOLLAR;
    const token = byMint.get(base.mint) ?? { decimals: base.decimals, pools: [] };
    const liquidityUsd = 2 * (Number(quoteAtoms) / 10 ** quote.decimals) * toNumber(rate);
    const priceUsd = convertPrice(priceQuote, rate);
    token.pools.push({ address, kind, quoteMint: quote.mint, priceUsd, priceQuote, liquidityUsd });
    byMint.set(base.mint, token);
  }
  const tokens = new Map<string, TokenMarket>();
  for (const [mint, token] of byMint) {
    token.pools.sort((a, b) => b.liquidityUsd - a.liquidityUsd);
    const liquidityUsd = token.pools.reduce((sum, pool) => sum + pool.liquidityUsd, 0);
    tokens.set(mint, { mint, ...token, liquidityUsd });
  }
  return { slot, atMs, solUsd, tokens };
}

/** Dollars pay for SOL, SOL for everything else; null for a pair that has no dollars and no SOL. */
export function inOrder(one: Held, other: Held): { base: Held; quote: Held } | null {
  const rank = ({ mint }: Held) => (mint === USDC || mint === USDT ? 2 : mint === WRAPPED_SOL ? 1 : 0);
  if (rank(one) === rank(other)) return null;
  return rank(one) < rank(other) ? { base: one, quote: other } : { base: other, quote: one };
}
