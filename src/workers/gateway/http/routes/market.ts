// Followed instruments, each from whoever knows: the market their state, the analyst the present, storage the past.

import { readCandles } from '../../market/history/read-candles.ts';
import { readFootprint } from '../../market/history/read-footprint.ts';
import { createVenueCandles } from '../../market/history/venue-candles.ts';
import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Handlers = Pick<
  RouteHandlers,
  'instruments' | 'candles' | 'footprint' | 'profile' | 'depth' | 'tape' | 'detectors'
>;

const DEADLINE = { deadlineMs: 5000 };

export function marketRoutes(
  parts: Pick<GatewayParts, 'clock' | 'storage' | 'market' | 'analyst'>,
): Handlers {
  const { clock, market, analyst } = parts;
  const sources = { ...parts, venue: createVenueCandles({ clock, market }) };
  return {
    instruments: () => market.instruments(undefined, DEADLINE),
    candles: ({ params, query }) => readCandles(sources, { ...params, ...query }),
    footprint: ({ params, query }) => readFootprint(parts, { ...params, ...query }),
    profile: ({ params: { instrument }, query: { fromMs = null, toMs = null } }) =>
      analyst.profile({ instrument, fromMs, toMs }, DEADLINE),
    depth: ({ params: { instrument }, query: { levels } }) => analyst.book({ instrument, levels }, DEADLINE),
    tape: ({ params: { instrument }, query: { limit } }) => analyst.tape({ instrument, limit }, DEADLINE),
    detectors: () => analyst.detectors(undefined, DEADLINE),
  };
}
