// What differs between Binance's three markets: addresses, paths, limits and weights.

import type { MarketName } from '../../domain/market/instrument.ts';
import type { Endpoints } from '../venue.ts';

/** Address parts by which USD-M splits its streams: a stream asked for on the wrong one is confirmed and stays silent. */
export type Route = 'public' | 'market';

/** Weight of a request by the rows it asks for: the first entry whose rows suffice counts. */
type WeightByLimit = readonly (readonly [rows: number, weight: number])[];

export type MarketFacts = {
  readonly market: MarketName;
  readonly endpoints: Endpoints;
  readonly restPath: string;
  readonly streamsPerConnection: number;
  /** Of those we send, pings included, before the connection is ended. */
  readonly messagesPerSecond: number;
  readonly weightPerMinute: number;
  readonly klinesPerPage: number;
  readonly depth: WeightByLimit;
  readonly klines: WeightByLimit;
  readonly weights: {
    readonly exchangeInfo: number;
    readonly time: number;
    readonly aggTrades: number;
    /** Single trades by id; null where the venue wants a key for it. */
    readonly historicalTrades: number | null;
  };
  /** Whether one request can be about several symbols only. */
  readonly hasSymbolFilter: boolean;
};

const futures = {
  streamsPerConnection: 200,
  messagesPerSecond: 10,
  weightPerMinute: 2400,
  klinesPerPage: 1500,
  depth: [
    [5, 2],
    [10, 2],
    [20, 2],
    [50, 2],
    [100, 5],
    [500, 10],
    [1000, 20],
  ],
  klines: [
    [99, 1],
    [499, 2],
    [1000, 5],
    [1500, 10],
  ],
  weights: { exchangeInfo: 1, time: 1, aggTrades: 20, historicalTrades: null },
  hasSymbolFilter: false,
} as const;

/** Limits as Binance publishes them, the stricter one where its pages disagree (futures: 200 or 1024 streams). */
export const marketFacts: Readonly<Record<MarketName, MarketFacts>> = {
  spot: {
    market: 'spot',
    endpoints: { rest: 'https://api.binance.com', stream: 'wss://stream.binance.com:9443' },
    restPath: '/api/v3',
    streamsPerConnection: 1024,
    messagesPerSecond: 5,
    weightPerMinute: 6000,
    klinesPerPage: 1000,
    depth: [
      [100, 5],
      [500, 25],
      [1000, 50],
      [5000, 250],
    ],
    klines: [[1000, 2]],
    weights: { exchangeInfo: 20, time: 1, aggTrades: 4, historicalTrades: 25 },
    hasSymbolFilter: true,
  },
  usdm: {
    ...futures,
    market: 'usdm',
    endpoints: { rest: 'https://fapi.binance.com', stream: 'wss://fstream.binance.com/{route}' },
    restPath: '/fapi/v1',
  },
  coinm: {
    ...futures,
    market: 'coinm',
    endpoints: { rest: 'https://dapi.binance.com', stream: 'wss://dstream.binance.com' },
    restPath: '/dapi/v1',
  },
};

/** The rows the venue allows that are enough for those asked for, and what asking weighs. */
export function weigh(
  table: WeightByLimit,
  rows: number,
): { readonly rows: number; readonly weight: number } {
  const [most, weight] = table.find(([enough]) => rows <= enough) ?? table.at(-1)!;
  return { rows: Math.min(rows, most), weight };
}

/** As `weigh`, where only the listed numbers of rows may be asked for. */
export function weighDepth({ depth, market }: MarketFacts, rows: number) {
  const weighed = weigh(depth, rows);
  const allowed = market === 'spot' ? weighed.rows : depth.find(([enough]) => rows <= enough)?.[0];
  return { rows: allowed ?? weighed.rows, weight: weighed.weight };
}
