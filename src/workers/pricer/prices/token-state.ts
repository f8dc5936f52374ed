// What is known of one token: what each source last said, and what follows from it.
import {
  type Combined,
  combinePrices,
  type WeighedSource,
  weightOf,
} from '../../../domain/solana/combine-prices.ts';
import {
  convertPrice,
  inversePrice,
  ONE,
  type Price,
  priceOf,
  toNumber,
} from '../../../domain/solana/price.ts';
import { WRAPPED_SOL } from '../../../domain/solana/programs.ts';
import { CandleSet } from '../candles/candle-set.ts';

/** What one source last said. */
export type Said = {
  readonly source: string;
  readonly pool: string | null;
  /** Of a pool its last exchange, from which the price follows once the decimals of the token are known. */
  swap: { quoteAtoms: bigint; tokenAtoms: bigint; readonly quoteDecimals: number } | null;
  readonly isInSol: boolean;
  /** In SOL or dollars; null until it is known. */
  price: Price | null;
  /** Null where nobody says. */
  liquidityUsd: number | null;
  /** What it weighs with where nobody says. */
  readonly assumedUsd: number;
  atMs: number;
  readonly freshMs: number;
};

/** Pools of one token that are kept; who tells more than that is not needed for a median. */
const MAX_POOLS = 8;

export class TokenState {
  readonly mint: string;
  readonly said: Said[] = [];
  readonly candles = new CandleSet();
  decimals: number | null = null;
  askedMs = 0;
  tradedMs = 0;
  /** Its latest price is not told yet. */
  isDirty = false;
  /** What storage knows of it is in the candles. */
  isLoaded = false;
  isLoading = false;
  /** In dollars; null while nobody knows what SOL costs and only SOL was paid. */
  combined: Combined = { price: null, disagreementBps: null, isDisputed: false };
  solUsd: Price | null = null;

  constructor(mint: string) {
    this.mint = mint;
  }

  find(source: string, pool: string | null): Said | undefined {
    for (const one of this.said) if (one.source === source && one.pool === pool) return one;
    return undefined;
  }

  add(said: Said): void {
    this.said.push(said);
    const pools = this.said.filter(({ pool }) => pool !== null);
    if (pools.length <= MAX_POOLS) return;
    const least = pools.reduce((worst, one) => (rankOf(one) < rankOf(worst) ? one : worst));
    this.said.splice(this.said.indexOf(least), 1);
  }

  /** Decimals are what the mint says; prices of swaps follow from them. */
  setDecimals(decimals: number): void {
    this.decimals = decimals;
    for (const said of this.said) settle(said, decimals);
  }

  /** The price anew, of what is fresh. */
  combine(nowMs: number, solUsd: Price | null, disputeBps: number): void {
    this.solUsd = solUsd;
    this.combined = combinePrices(this.#weighed(solUsd), nowMs, disputeBps);
  }

  get priceUsd(): Price | null {
    return this.combined.price;
  }

  get priceSol(): Price | null {
    if (this.mint === WRAPPED_SOL) return ONE;
    const { price } = this.combined;
    if (price === null || this.solUsd === null) return null;
    return inversePrice(price, this.solUsd);
  }

  /** Of all that are fresh. */
  liquidityUsd(nowMs: number): number | null {
    let most: number | null = null;
    let pools = 0;
    for (const said of this.said) {
      if (said.liquidityUsd === null || nowMs - said.atMs >= said.freshMs) continue;
      if (said.pool === null) most = Math.max(most ?? 0, said.liquidityUsd);
      else pools += said.liquidityUsd;
    }
    // feeds count the same pools that we see
    return most === null && pools === 0 ? null : Math.max(most ?? 0, pools);
  }

  /** What each fresh or old source says in dollars, the weightiest first. */
  told(nowMs: number): { readonly said: Said; readonly priceUsd: Price }[] {
    return this.said
      .flatMap((said) => {
        const weighed = toWeighed(said, this.solUsd);
        return weighed === null ? [] : [{ said, priceUsd: weighed.price, weight: weightOf(weighed, nowMs) }];
      })
      .sort((a, b) => b.weight - a.weight);
  }

  #weighed(solUsd: Price | null): WeighedSource[] {
    const weighed: WeighedSource[] = [];
    for (const said of this.said) {
      const one = toWeighed(said, solUsd);
      if (one !== null) weighed.push(one);
    }
    return weighed;
  }
}

/** The price of the last swap, once the decimals are known. */
export function settle(said: Said, decimals: number | null): void {
  const { swap } = said;
  if (swap === null || decimals === null) return;
  const quote = { atoms: swap.quoteAtoms, decimals: swap.quoteDecimals };
  said.price = priceOf(quote, { atoms: swap.tokenAtoms, decimals });
}

/** Null where it has no price in dollars. */
function toWeighed(said: Said, solUsd: Price | null): WeighedSource | null {
  const { price, isInSol, liquidityUsd, assumedUsd, atMs, freshMs } = said;
  if (price === null || (isInSol && solUsd === null)) return null;
  const usd = isInSol && solUsd !== null ? convertPrice(price, solUsd) : price;
  return usd === 0n ? null : { price: usd, liquidityUsd: liquidityUsd ?? assumedUsd, atMs, freshMs };
}

function rankOf({ liquidityUsd, assumedUsd, atMs }: Said): number {
  return (liquidityUsd ?? assumedUsd) + atMs / 1e13;
}

/** What quote atoms come to in whole cents; 0 where nobody knows. */
export function toCents(atoms: bigint, decimals: number, isInSol: boolean, solUsd: Price | null): number {
  const rate = isInSol ? (solUsd === null ? 0 : toNumber(solUsd)) : 1;
  return Math.round((Number(atoms) / 10 ** decimals) * rate * 100);
}
