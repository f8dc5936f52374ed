import { useEffect, useState } from 'react';
import type { TokenPrice } from '../../api/solana.ts';
import { live } from '../../live/live-store.ts';

/** Prices as they change, once a second; of one token where it is named. */
export function usePrices(mint?: string): ReadonlyMap<string, TokenPrice> {
  const [prices, setPrices] = useState<ReadonlyMap<string, TokenPrice>>(new Map());
  useEffect(() => {
    const take = (data: unknown): void => {
      const fresh = data as TokenPrice[];
      if (fresh.length > 0)
        setPrices((before) => new Map([...before, ...fresh.map((price) => [price.mint, price] as const)]));
    };
    return live.listen(
      'tokenPrices',
      { snapshot: take, delta: take, failed: () => {} },
      mint === undefined ? undefined : { mint },
    );
  }, [mint]);
  return prices;
}
