import { useEffect, useState } from 'react';
import { live } from '../../live/live-store.ts';
import type { MarketSnapshots } from '../../live/market-topics.ts';

export type ChainState = MarketSnapshots['chain'];

/** How Solana is followed, every two seconds. */
export function useChain(): ChainState | undefined {
  const [state, setState] = useState<ChainState>();
  useEffect(() => {
    const take = (data: unknown): void => setState(data as ChainState);
    return live.listen('chain', { snapshot: take, delta: take, failed: () => {} });
  }, []);
  return state;
}
