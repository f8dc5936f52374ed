// Requests of a feed: short, within its limit, left alone while it is down.
import type { Http } from '../core/outside/http.ts';
import type { Secret } from '../core/secret.ts';
import type { FeedAccess, FeedDoors } from './feed.ts';

const TIMEOUT_MS = 5000;
const MINUTE_MS = 60_000;
const MAX_RESPONSE_BYTES = 4 * 2 ** 20;
const RETRY = { attempts: 2, baseMs: 300, maxMs: 2000 };
const BREAKER = { failures: 4, openMs: 30_000 };

type Options = FeedAccess & {
  readonly name: string;
  readonly ownUrl: string;
  readonly headers?: Readonly<Record<string, string | Secret>>;
};

export function openFeedHttp(
  { outside }: FeedDoors,
  { name, ownUrl, headers = {}, baseUrl, requestsPerMinute }: Options,
): Http {
  const peer = `feed ${name}`;
  const policy = outside.policy({
    name: peer,
    timeoutMs: TIMEOUT_MS,
    retry: RETRY,
    breaker: BREAKER,
    bulkhead: { concurrent: 2, waiting: 10 },
  });
  const rateLimit = outside.rateLimit({
    name: peer,
    windows: [{ limit: requestsPerMinute, perMs: MINUTE_MS }],
    waiting: 10,
  });
  return outside.http({
    ...{ name: peer, policy, rateLimit, headers },
    baseUrl: baseUrl ?? ownUrl,
    maxResponseBytes: MAX_RESPONSE_BYTES,
  });
}
