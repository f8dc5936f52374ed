// The names of Binance's streams: what to ask for, and what a name tells.
import { type FeedPart, feedParts } from '../../domain/market/feed-part.ts';
import type { MarketName } from '../../domain/market/instrument.ts';
import type { StreamChoice } from '../venue.ts';
import type { Route } from './market-facts.ts';

/** Speeds that stand for the name without one. */
const PLAIN_DEPTH_SPEED: Readonly<Record<MarketName, string>> = {
  spot: '1000ms',
  usdm: '250ms',
  coinm: '250ms',
};

/** All that order flow needs of a symbol: depth, trades, best prices and, on futures, mark price and forced orders. */
export function toStreamNames(market: MarketName, symbol: string, choice: StreamChoice): string[] {
  const name = symbol.toLowerCase();
  const { depthSpeed, trades } = choice;
  const depth = depthSpeed === PLAIN_DEPTH_SPEED[market] ? `${name}@depth` : `${name}@depth@${depthSpeed}`;
  const names = [depth, `${name}@${trades}`, `${name}@bookTicker`];
  return market === 'spot' ? names : [...names, `${name}@markPrice@1s`, `${name}@forceOrder`];
}

/** `depth` of `btcusdt@depth@100ms`, `kline_1m` of `btcusdt@kline_1m`. */
export function streamKindOf(stream: string): string {
  return stream.split('@', 2)[1] ?? '';
}

const partsByKind: Readonly<Record<string, FeedPart>> = {
  depth: 'book',
  bookTicker: 'touch',
  trade: 'trades',
  aggTrade: 'trades',
  markPrice: 'marks',
  forceOrder: 'liquidations',
};

/** What they bring, in the order of `feedParts`. */
export function partsOf(streams: readonly string[]): FeedPart[] {
  const parts = new Set(streams.map((stream) => partsByKind[streamKindOf(stream)]));
  return feedParts.filter((part) => parts.has(part));
}

/** Books, best prices and single trades are of the busy route of USD-M, everything else of the other. */
export function routeOf(stream: string): Route {
  return /^(depth\d*|rpiDepth|bookTicker|trade)$/.test(streamKindOf(stream)) ? 'public' : 'market';
}
