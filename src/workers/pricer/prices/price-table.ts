// Every token of interest and what it costs: swaps and quotes in, combined prices out, coalesced to the latest of each.

import type { Price } from '../../../domain/solana/price.ts';
import { USDC, USDT, WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import type { SwapPrice } from '../../../domain/solana/swap-prices.ts';
import type { Quote } from '../../../feeds/feed.ts';
import { type Said, settle, TokenState, toCents } from './token-state.ts';

export type PriceRules = {
  readonly poolFreshMs: number;
  readonly disputeBps: number;
  readonly maxTokens: number;
  readonly interestMs: number;
};

export type PriceTableEvents = {
  /** It is of interest from now on. */
  onTracked(token: TokenState): void;
  /** It gave its place to another one. */
  onLeft(token: TokenState): void;
};

/** The pool of a swap, whose liquidity may be asked for. */
export type SeenPool = { readonly pool: string; readonly program: string; readonly mint: string };

const quoteDecimals: Readonly<Record<string, number>> = { [WRAPPED_SOL]: 9, [USDC]: 6, [USDT]: 6 };
/** Behind a pool or a feed that does not say what stands behind its price. */
const ASSUMED_POOL_USD = 1000;
const ASSUMED_FEED_USD = 10_000;
/** A token that was traded is of interest for a sixth of the time of one that was asked for. */
const TRADED_SHARE = 6;

export class PriceTable {
  readonly #rules: PriceRules;
  readonly #events: PriceTableEvents;
  readonly #tokens = new Map<string, TokenState>();
  #dirty: TokenState[] = [];
  #solUsd: Price | null = null;
  updates = 0;

  constructor(rules: PriceRules, events: PriceTableEvents) {
    this.#rules = rules;
    this.#events = events;
  }

  get solUsd(): Price | null {
    return this.#solUsd;
  }
  get size(): number {
    return this.#tokens.size;
  }
  get(mint: string): TokenState | undefined {
    return this.#tokens.get(mint);
  }
  all(): IterableIterator<TokenState> {
    return this.#tokens.values();
  }

  /** Somebody wants to know what it costs at this moment. */
  want(mint: string, nowMs: number): TokenState {
    const token = this.#of(mint, nowMs);
    token.askedMs = nowMs;
    this.#combine(token, nowMs);
    return token;
  }

  /** Tells whether it was newer than what was known of this pool. */
  addSwap(swap: SwapPrice, atMs: number, nowMs: number): boolean {
    const decimals = quoteDecimals[swap.quote];
    if (decimals === undefined || nowMs - atMs >= this.#rules.poolFreshMs) return false;
    const token = this.#of(swap.mint, nowMs);
    token.tradedMs = nowMs;
    const isInSol = swap.quote === WRAPPED_SOL;
    let said = token.find('pool', swap.pool ?? swap.program);
    if (said === undefined) {
      said = newPool(swap.pool ?? swap.program, isInSol, decimals, this.#rules.poolFreshMs);
      token.add(said);
    } else if (atMs < said.atMs || said.isInSol !== isInSol) return false;
    said.atMs = atMs;
    const exchanged = said.swap as NonNullable<Said['swap']>;
    exchanged.quoteAtoms = swap.quoteAtoms;
    exchanged.tokenAtoms = swap.tokenAtoms;
    settle(said, token.decimals);
    this.#changed(token, nowMs, toCents(swap.quoteAtoms, decimals, isInSol, this.#solUsd), 1, atMs);
    return true;
  }

  addQuote(
    source: string,
    quote: Quote,
    freshMs: number,
    nowMs: number,
    assumedUsd = ASSUMED_FEED_USD,
  ): void {
    const token = this.#tokens.get(quote.mint);
    if (token === undefined) return;
    const atMs = Math.min(quote.atMs, nowMs);
    const said = token.find(source, null);
    if (said === undefined)
      token.add({
        ...{ source, pool: null, swap: null, isInSol: false, price: quote.priceUsd },
        ...{ liquidityUsd: quote.liquidityUsd, assumedUsd, atMs, freshMs },
      });
    else {
      said.price = quote.priceUsd;
      said.liquidityUsd = quote.liquidityUsd;
      said.atMs = atMs;
    }
    this.#changed(token, nowMs, 0, 0, nowMs);
  }

  setDecimals(mint: string, decimals: number, nowMs: number): void {
    const token = this.#tokens.get(mint);
    if (token === undefined || token.decimals !== null) return;
    token.setDecimals(decimals);
    this.#changed(token, nowMs, 0, 0, nowMs);
  }

  /** What a pool holds of the quote that it is priced in. */
  setHeld(mint: string, pool: string, quoteAtoms: bigint): void {
    const said = this.#tokens.get(mint)?.find('pool', pool);
    if (!said?.swap) return;
    const { quoteDecimals: decimals } = said.swap;
    if (said.isInSol && this.#solUsd === null) return;
    // both sides of a pool are worth the same
    said.liquidityUsd = (2 * toCents(quoteAtoms, decimals, said.isInSol, this.#solUsd)) / 100;
  }

  /** The tokens whose price changed since the last time. */
  takeChanged(): TokenState[] {
    const changed = this.#dirty;
    this.#dirty = [];
    for (const token of changed) token.isDirty = false;
    return changed;
  }

  /** Prices that grew old are no more prices. */
  age(nowMs: number): void {
    for (const token of this.#tokens.values()) {
      const before = token.combined.price;
      this.#combine(token, nowMs);
      if (token.combined.price !== before) this.#mark(token);
    }
  }

  isOfInterest({ askedMs, tradedMs }: TokenState, nowMs: number): boolean {
    const { interestMs } = this.#rules;
    return nowMs - askedMs < interestMs || nowMs - tradedMs < interestMs / TRADED_SHARE;
  }

  #changed(token: TokenState, nowMs: number, cents: number, trades: number, atMs: number): void {
    this.updates += 1;
    this.#combine(token, nowMs);
    const { price } = token.combined;
    if (price !== null) token.candles.add(price, atMs, cents, trades);
    this.#mark(token);
  }

  #combine(token: TokenState, nowMs: number): void {
    token.combine(nowMs, this.#solUsd, this.#rules.disputeBps);
    if (token.mint === WRAPPED_SOL) this.#solUsd = token.combined.price;
  }

  #mark(token: TokenState): void {
    if (token.isDirty) return;
    token.isDirty = true;
    this.#dirty.push(token);
  }

  #of(mint: string, nowMs: number): TokenState {
    const known = this.#tokens.get(mint);
    if (known !== undefined) return known;
    if (this.#tokens.size >= this.#rules.maxTokens) this.#makeRoom();
    const token = new TokenState(mint);
    token.decimals = quoteDecimals[mint] ?? null;
    token.tradedMs = nowMs;
    this.#tokens.set(mint, token);
    this.#events.onTracked(token);
    return token;
  }

  /** The one that nobody asked for or traded the longest goes; SOL stays, all others are priced in it. */
  #makeRoom(): void {
    let oldest: TokenState | undefined;
    for (const token of this.#tokens.values())
      if (token.mint !== WRAPPED_SOL && (oldest === undefined || lastOf(token) < lastOf(oldest)))
        oldest = token;
    if (oldest === undefined) return;
    this.#tokens.delete(oldest.mint);
    if (oldest.isDirty) this.#dirty.splice(this.#dirty.indexOf(oldest), 1);
    this.#events.onLeft(oldest);
  }
}

function lastOf({ askedMs, tradedMs }: TokenState): number {
  return Math.max(askedMs, tradedMs);
}

function newPool(pool: string, isInSol: boolean, decimals: number, freshMs: number): Said {
  return {
    ...{ source: 'pool', pool, isInSol, price: null, liquidityUsd: null, assumedUsd: ASSUMED_POOL_USD },
    swap: { quoteAtoms: 0n, tokenAtoms: 0n, quoteDecimals: decimals },
    ...{ atMs: 0, freshMs },
  };
}
