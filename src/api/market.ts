// Followed instruments: their state, candles, footprint, book, tape and figures.
import { z } from 'zod';
import {
  barInterval,
  defaultIndicators,
  indicatorName,
  indicatorView,
} from '../domain/order-flow/bar-words.ts';
import {
  bookView,
  candleView,
  flowStats,
  footprintView,
  heatColumn,
  instrumentState,
  printView,
  profileView,
  zoneView,
} from '../domain/order-flow/market-words.ts';
import { defineRoute } from './route.ts';

const params = z.strictObject({ instrument: z.string().max(60) });
const limit = z.coerce.number().int().min(1);
const timeMs = z.coerce.number().min(0);

const ofMarket = { area: 'market', access: 'viewer' } as const;

export const instruments = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/instruments',
  summary: 'List the instruments that are followed, with the state of their feeds',
  reply: z.array(instrumentState),
});

export const candles = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/instruments/{instrument}/candles',
  summary: 'Give the last candles, oldest first',
  params,
  query: z.strictObject({
    interval: barInterval.default('1m'),
    beforeMs: timeMs.optional(),
    limit: limit.max(1000).default(300),
  }),
  reply: z.array(candleView),
});

export const indicators = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/instruments/{instrument}/indicators',
  summary: 'Give indicators over the last closed bars, oldest first: `names` such as `ema:length=50,rsi`',
  params,
  query: z.strictObject({
    interval: barInterval.default('1m'),
    names: z
      .string()
      .max(2500)
      .default(defaultIndicators.join(','))
      .transform((names) => names.split(','))
      .pipe(z.array(indicatorName).min(1).max(20)),
    limit: limit.max(1000).default(300),
  }),
  reply: indicatorView,
});

export const footprint = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/instruments/{instrument}/footprint',
  summary: 'Give the last one-minute footprint bars, oldest first',
  params,
  query: z.strictObject({ beforeMs: timeMs.optional(), limit: limit.max(240).default(60) }),
  reply: z.array(footprintView),
});

export const profile = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/instruments/{instrument}/profile',
  summary: 'Give the volume profile of the session, or of a range of time',
  params,
  query: z.strictObject({ fromMs: timeMs.optional(), toMs: timeMs.optional() }),
  reply: profileView,
});

export const depth = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/instruments/{instrument}/book',
  summary: 'Give the order book, best levels first',
  params,
  query: z.strictObject({ levels: limit.max(500).default(50) }),
  // Its number joins deltas to the book that came live before them: of a book by itself it says nothing.
  reply: bookView.omit({ id: true }),
});

export const tape = defineRoute({
  ...ofMarket,
  method: 'GET',
  path: '/api/market/instruments/{instrument}/trades',
  summary: 'Give the last trades, oldest first',
  params,
  query: z.strictObject({ limit: limit.max(1000).default(200) }),
  reply: z.array(printView),
});

/** Of the live topics: which instrument. */
export const instrumentFilter = z.strictObject({ instrument: z.string().max(60) });
const of = { instrument: z.string() };

export const marketTopics = {
  trades: {
    snapshot: z.object({ ...of, trades: z.array(printView) }),
    delta: z.object({ ...of, trades: z.array(printView) }),
  },
  book: { snapshot: bookView, delta: bookView },
  footprint: {
    snapshot: z.object({ ...of, bars: z.array(footprintView) }),
    /** The bar as it is, with the rows that changed; the whole bar when it closes. */
    delta: z.object({ ...of, bar: footprintView }),
  },
  candles: {
    snapshot: z.object({ ...of, interval: barInterval, candles: z.array(candleView) }),
    delta: z.object({ ...of, interval: barInterval, candles: z.array(candleView) }),
  },
  zones: {
    snapshot: z.object({ ...of, zones: z.array(zoneView) }),
    delta: z.object({ ...of, zones: z.array(zoneView) }),
  },
  stats: { snapshot: z.array(flowStats), delta: z.array(flowStats) },
  heat: {
    snapshot: z.object({ ...of, columns: z.array(heatColumn) }),
    delta: z.object({ ...of, columns: z.array(heatColumn) }),
  },
} as const;
