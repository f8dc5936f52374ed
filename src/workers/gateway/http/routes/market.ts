// Followed instruments, each from whoever knows: the market their state, the analyst the present, storage the past.

import { readCandles } from '../../market/history/read-candles.ts';
import { readFootprint } from '../../market/history/read-footprint.ts';
import { createVenueCandles } from '../../market/history/venue-candles.ts';
import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Handlers = Pick<
  RouteHandlers,
  'instruments' | 'candles' | 'indicators' | 'footprint' | 'profile' | 'depth' | 'tape' | 'detectors'
>;

const DEADLINE = { deadlineMs: 5000 };
/** Bars that are not known yet are asked of the venue. */
const SLOW = { deadlineMs: 15_000 };

export function marketRoutes(
  parts: Pick<GatewayParts, 'clock' | 'storage' | 'market' | 'analyst'>,
): Handlers {
  const { clock, market, analyst } = parts;
  const sources = { ...parts, venue: createVenueCandles({ clock, market }) };
  return {
    instruments: () => market.instruments(undefined, DEADLINE),
    candles: ({ params, query }) => readCandles(sources, { ...params, ...query }),
    indicators: ({ params, query }) => analyst.indicators({ ...params, ...query }, SLOW),
    footprint: ({ params, query }) => readFootprint(parts, { ...params, ...query }),
    profile: ({ params: { instrument }, query: { fromMs = null, toMs = null } }) =>
      analyst.profile({ instrument, fromMs, toMs }, DEADLINE),
    async depth({ params: { instrument }, query: { levels } }) {
      const { id: _, ...book } = await analyst.book({ instrument, levels }, DEADLINE);
      return book;
    },
    tape: ({ params: { instrument }, query: { limit } }) => analyst.tape({ instrument, limit }, DEADLINE),
    detectors: () => analyst.detectors(undefined, DEADLINE),
  };
}
