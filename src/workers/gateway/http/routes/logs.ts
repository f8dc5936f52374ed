import type { LogsTopic } from '../../live/topics/logs.ts';
import type { RouteHandlers } from '../route-handler.ts';

export function logRoutes(logs: Pick<LogsTopic, 'search'>): Pick<RouteHandlers, 'logs'> {
  return { logs: ({ query: { max, ...filter } }) => logs.search(filter, max) };
}
