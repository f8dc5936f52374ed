import { useEffect, useState, useSyncExternalStore } from 'react';
import { live } from '../../../live/live-store.ts';
import type { MarketDeltas } from '../../../live/market-topics.ts';
import { PartStore } from './part-store.ts';

export type FlowStats = MarketDeltas['stats'][number];

class StatsStore {
  readonly part = new PartStore();
  stats: ReadonlyMap<string, FlowStats> = new Map();

  readonly take = (data: unknown): void => {
    this.stats = new Map([
      ...this.stats,
      ...(data as MarketDeltas['stats']).map((each): [string, FlowStats] => [each.instrument, each]),
    ]);
    this.part.change();
  };
}

/** The present figures of every instrument, once a second. */
export function useStats(): ReadonlyMap<string, FlowStats> {
  const [store] = useState(() => new StatsStore());
  useSyncExternalStore(store.part.subscribe, store.part.version);
  useEffect(
    () => live.listen('stats', { snapshot: store.take, delta: store.take, failed: () => {} }),
    [store],
  );
  return store.stats;
}
