// Prices of tokens for whoever looks at them, from the pricer, which may be away.
import { toAppError } from '../../../core/errors.ts';
import type { TokenPrice } from '../../../domain/solana/token-price.ts';
import type { GatewayParts } from '../parts.ts';

export type Prices = {
  readonly byMint: ReadonlyMap<string, TokenPrice>;
  /** Why none of it could be told; null where that worked. */
  readonly says: string | null;
};

const AT_ONCE = 200;
const DEADLINE = { deadlineMs: 1500 };

/** Never rejects. */
export async function readPrices(
  pricer: Pick<GatewayParts['pricer'], 'prices'>,
  mints: Iterable<string>,
): Promise<Prices> {
  const wanted = [...new Set(mints)];
  const byMint = new Map<string, TokenPrice>();
  try {
    for (let from = 0; from < wanted.length; from += AT_ONCE)
      for (const price of await pricer.prices({ mints: wanted.slice(from, from + AT_ONCE) }, DEADLINE))
        byMint.set(price.mint, price);
    return { byMint, says: null };
  } catch (error) {
    return { byMint, says: `Prices are not told at present: ${toAppError(error).message}` };
  }
}

/** Why this one has no price. */
export function priceSays({ byMint, says }: Prices, mint: string): string | null {
  const price = byMint.get(mint);
  if (price !== undefined) return price.priceUsd === null ? 'No source has a fresh price.' : null;
  return says ?? 'No source knows a price of this token yet.';
}
