// Requests to one market of Binance, all under one budget of weight, which the answers correct.
import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { AskOptions, Endpoints, Kline, Listings, PastTrade, VenueDoors } from '../../venue.ts';
import { type MarketFacts, weigh, weighDepth } from '../market-facts.ts';
import { toBanMs } from './ban.ts';
import { exchangeInfo, toListings, toWeightLimits } from './exchange-info.ts';
import { aggTrades, depthSnapshot, klines, trades } from './history.ts';

export type RestOptions = Pick<VenueDoors, 'clock' | 'outside' | 'metrics'> & {
  readonly facts: MarketFacts;
  /** Asked before each request. */
  readonly endpoints: () => Endpoints;
};

/** Errors are those of the HTTP door; HTTP_RATE_LIMITED until a pause that the venue asked for is over. */
export interface Rest {
  /** Of all symbols where the venue cannot tell of some only. */
  exchangeInfo(symbols: readonly string[], options?: AskOptions): Promise<Listings>;
  depth(symbol: string, limit: number, options?: AskOptions): Promise<Buffer>;
  klines(query: KlineQuery, options?: AskOptions): Promise<Kline[]>;
  /** From an id on, or between two times at most an hour apart. */
  aggTrades(query: TradeQuery, options?: AskOptions): Promise<PastTrade[]>;
  /** HTTP_REFUSED on futures, where Binance wants a key for it. */
  historicalTrades(query: TradeQuery & { fromId: number }, options?: AskOptions): Promise<PastTrade[]>;
  /** The venue's clock, in ms. */
  time(options?: AskOptions): Promise<number>;
}

type KlineQuery = {
  readonly symbol: string;
  readonly interval: string;
  readonly fromMs: number;
  /** Included, as Binance has it. */
  readonly toMs: number;
  readonly limit: number;
};

export type TradeQuery = {
  readonly symbol: string;
  readonly limit: number;
  readonly fromId?: number;
  readonly fromMs?: number;
  readonly toMs?: number;
};

const TIMEOUT_MS = 10_000;
const RETRY = { attempts: 3, baseMs: 500, maxMs: 8000 };
const BULKHEAD = { concurrent: 8, waiting: 2000 };
const MINUTE_MS = 60_000;
/** What is left over is for others at the same address. */
const SHARE_OF_WEIGHT = 0.9;
/** The list of all of spot is about 20 MB. */
const MAX_RESPONSE_BYTES = 64 * 2 ** 20;

export function createRest({ facts, endpoints, clock, outside, metrics }: RestOptions): Rest {
  const { restPath, weights } = facts;
  const name = `binance-${facts.market}`;
  const weightUsed = metrics.gauge('zapflow_venue_weight_used', { peer: name });
  const skipped = metrics.counter('zapflow_venue_listings_skipped', { peer: name });
  const policy = outside.policy({ name, timeoutMs: TIMEOUT_MS, retry: RETRY, bulkhead: BULKHEAD });
  const rateLimit = outside.rateLimit({
    name,
    windows: [{ limit: Math.floor(facts.weightPerMinute * SHARE_OF_WEIGHT), perMs: MINUTE_MS }],
    waiting: BULKHEAD.waiting,
    toRetryAfterMs: (status, body) => toBanMs(status, body, clock.now()),
  });
  const http = outside.http({ name, policy, rateLimit, maxResponseBytes: MAX_RESPONSE_BYTES });

  const ask = async <T>(
    path: string,
    weight: number,
    schema: z.ZodType<T>,
    query: Readonly<Record<string, string | number | undefined>> = {},
    { signal, urgent = false }: AskOptions = {},
  ): Promise<T> => {
    const { body, headers } = await http.request({
      path: `${endpoints().rest}${restPath}/${path}`,
      query,
      schema,
      weight,
      urgent,
      ...(signal && { signal }),
    });
    const used = Number(headers['x-mbx-used-weight-1m']);
    if (used >= 0) weightUsed.set(used);
    return body;
  };

  const askInfo = async (symbols: readonly string[], options: AskOptions = {}) => {
    const askFor = (query: { symbols?: string }) =>
      ask('exchangeInfo', weights.exchangeInfo, exchangeInfo, query, options);
    if (!facts.hasSymbolFilter || symbols.length === 0) return await askFor({});
    return await askFor({ symbols: JSON.stringify(symbols) }).catch((thrown: unknown) => {
      // One unknown symbol has the whole request refused, and the others should not go without.
      if (toAppError(thrown).code === 'HTTP_REQUEST_INVALID') return askFor({});
      throw thrown;
    });
  };

  const toTradeQuery = ({ fromMs, toMs, ...rest }: TradeQuery) => ({
    ...rest,
    startTime: fromMs,
    endTime: toMs,
  });

  return {
    async exchangeInfo(symbols, options) {
      const info = await askInfo(symbols, options);
      for (const { limit, perSeconds } of toWeightLimits(info)) {
        const policy = `${Math.floor(limit * SHARE_OF_WEIGHT)};w=${perSeconds}`;
        // The limiter learns limits in the words of the standard header, which Binance puts into the body.
        rateLimit.observe({ status: 200, headers: { 'ratelimit-policy': policy } });
      }
      const listings = toListings(facts.market, info);
      skipped.add(listings.skipped);
      return listings;
    },
    async depth(symbol, limit, options) {
      const { rows, weight } = weighDepth(facts, limit);
      const body = await ask('depth', weight, depthSnapshot, { symbol, limit: rows }, options);
      return Buffer.from(JSON.stringify(body));
    },
    klines({ symbol, interval, fromMs, toMs, limit }, options) {
      const { rows, weight } = weigh(facts.klines, limit);
      const query = { symbol, interval, startTime: fromMs, endTime: toMs, limit: rows };
      return ask('klines', weight, klines, query, options);
    },
    aggTrades: (query, options) =>
      ask('aggTrades', weights.aggTrades, aggTrades, toTradeQuery(query), options),
    async historicalTrades(query, options) {
      if (weights.historicalTrades === null)
        throw new AppError('HTTP_REFUSED', `${name}: single past trades need a key; ask for aggTrade.`);
      return await ask('historicalTrades', weights.historicalTrades, trades, toTradeQuery(query), options);
    },
    async time(options) {
      return (await ask('time', weights.time, serverTime, {}, { urgent: true, ...options })).serverTime;
    },
  };
}

const serverTime = z.object({ serverTime: z.int().min(0) });
