import { useEffect, useState, useSyncExternalStore } from 'react';
import type { CandleInterval, InstrumentState } from '../../../api/market.ts';
import { MarketFeed } from './market-feed.ts';
import type { PartStore } from './part-store.ts';

/** Follows one instrument for as long as it is shown; undefined for the moment before. */
export function useFeed(
  instrument: InstrumentState | undefined,
  interval: CandleInterval,
): MarketFeed | undefined {
  const [feed, setFeed] = useState<MarketFeed>();
  const id = instrument?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: its state changes, the instrument stays the same
  useEffect(() => {
    if (!instrument) return setFeed(undefined);
    const made = new MarketFeed(instrument, interval);
    setFeed(made);
    made.start();
    return () => made.stop();
  }, [id, interval]);
  return feed?.instrument.id === id ? feed : undefined;
}

/** Renders again when the part changed, at most four times a second. */
export function usePart(part: PartStore): number {
  return useSyncExternalStore(part.subscribe, part.version);
}
