// The way from a command to a node of Solana, where no program runs that has one.
import type { Clock } from '../core/clock.ts';
import { createHttp, type Http } from '../core/outside/http.ts';
import { nodeFetch } from '../core/outside/node-fetch.ts';
import { createPolicy } from '../core/outside/policy.ts';
import { systemRandom } from '../core/random.ts';

/** So many requests go at once, and so many wait. */
type Limits = { readonly timeoutMs: number; readonly concurrent: number; readonly waiting: number };

export function createNodeHttp(url: string, clock: Clock, { timeoutMs, ...bulkhead }: Limits): Http {
  const retry = { attempts: 3, baseMs: 500, maxMs: 4_000 };
  const policy = createPolicy({ name: 'node', clock, random: systemRandom, timeoutMs, retry, bulkhead });
  return createHttp({ name: 'node', baseUrl: url, transport: nodeFetch, clock, policy });
}
