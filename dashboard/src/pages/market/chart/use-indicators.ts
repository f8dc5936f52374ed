import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { IndicatorView } from '../../../api/market.ts';
import { useRead } from '../../../api/queries.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { chartIndicators, type IndicatorId } from './chart-indicators.ts';

/** As many as there are bars on the chart. */
const BARS = 500;
/** After a bar closed here: until then it has closed for the one who is asked as well. */
const CLOSED_MS = 1200;

/** The chosen indicators over the closed bars, asked for again whenever one closes; undefined where none is chosen. */
export function useIndicators(feed: MarketFeed, ids: readonly IndicatorId[]): IndicatorView | undefined {
  const { instrument, interval } = feed;
  const closedMs = useSyncExternalStore(feed.parts.bars.subscribe, () => toClosedMs(feed));
  const { data, refetch } = useRead('GET /api/market/instruments/{instrument}/indicators', {
    input: {
      params: { instrument: instrument.id },
      query: { interval, limit: BARS, names: ids.map((id) => chartIndicators[id].name).join() },
    },
    isEnabled: ids.length > 0,
    keepsPrevious: true,
  });
  const isDue = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another bar has closed
  useEffect(() => {
    // Bars of a recording that is played fast close sooner than they can be asked for.
    if (ids.length === 0 || isDue.current) return;
    isDue.current = true;
    setTimeout(() => {
      isDue.current = false;
      void refetch();
    }, CLOSED_MS);
  }, [closedMs]);
  const isOfThis = data?.instrument === instrument.id && data.interval === interval;
  return ids.length > 0 && isOfThis ? data : undefined;
}

function toClosedMs({ candles }: MarketFeed): number | undefined {
  return candles.all.findLast(({ isClosed }) => isClosed)?.openMs;
}
