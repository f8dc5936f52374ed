import { useMemo } from 'react';
import { useRead } from '../api/queries.ts';
import { fillTrends } from './fill-trends.ts';
import type { TopicState } from './live-store.ts';
import { TREND_POINTS } from './reducers.ts';
import { useTopic } from './use-live.ts';

/** The system as it is shown now, with trends that begin before the page did. */
export function useSystem(): TopicState<'system'> {
  const topic = useTopic('system');
  const { view, atMs } = topic;
  const isYoung = view !== undefined && [...view.trends.values()].some((trend) => isShort(trend.cpuPercent));
  const { data, dataUpdatedAt } = useRead('GET /api/metrics/history', {
    input: { query: {} },
    isEnabled: isYoung,
  });
  return useMemo(() => {
    if (!view || !data || !isYoung) return topic;
    return { ...topic, view: fillTrends(view, data, Math.max(0, (atMs ?? 0) - dataUpdatedAt)) };
  }, [topic, view, atMs, data, dataUpdatedAt, isYoung]);
}

function isShort(values: readonly unknown[]): boolean {
  return values.length < TREND_POINTS;
}
