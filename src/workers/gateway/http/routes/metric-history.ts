import type { MetricHistory } from '../../live/metric-history.ts';
import type { RouteHandlers } from '../route-handler.ts';

export function metricHistoryRoutes(
  history: Pick<MetricHistory, 'reply'>,
): Pick<RouteHandlers, 'metricHistory'> {
  return { metricHistory: ({ query: { worker } }) => history.reply(worker) };
}
