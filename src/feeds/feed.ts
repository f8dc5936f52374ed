// What a feed is: somebody outside who says what tokens cost, asked over HTTP, behind one interface.
import type { Secret } from '../core/secret.ts';
import type { Context } from '../core/service.ts';
import type { Price } from '../domain/solana/price.ts';

/** What a feed may touch; a part of a service's context. */
export type FeedDoors = Pick<Context, 'clock' | 'outside'>;

export type FeedAccess = {
  /** Without a slash at the end; undefined leaves the feed's own. */
  readonly baseUrl?: string | undefined;
  readonly key?: Secret | undefined;
  readonly requestsPerMinute: number;
};

export type Quote = {
  readonly mint: string;
  readonly priceUsd: Price;
  /** Null where the feed does not say. */
  readonly liquidityUsd: number | null;
  /** When the feed last saw the price change hands, by what it says; else when it answered. */
  readonly atMs: number;
};

export interface OpenFeed {
  /** At most `mintsPerRequest`; those that it does not know are left out. Rejects with the errors of the HTTP door. */
  ask(mints: readonly string[], signal: AbortSignal): Promise<Quote[]>;
}

export type Feed = {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly key: 'none' | 'optional' | 'needed';
  readonly mintsPerRequest: number;
  /** What its free plan allows, with a little to spare. */
  readonly requestsPerMinute: number;
  /** How old one of its prices may be and still count. */
  readonly freshMs: number;
  open(doors: FeedDoors, access: FeedAccess): OpenFeed;
};

export function defineFeed(feed: Feed): Feed {
  return feed;
}
