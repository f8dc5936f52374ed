// One client of the worker before the double of Redis, on a clock in hand.
import type { CacheReply } from '../../../core/cache/cache-messages.ts';
import { type CacheOptions, startCacheOnClock } from './cache-on-clock.ts';

export const wallet = (slot: number) => ({ address: 'A', slot, lamports: '5', tokens: [] });
export const of = (key: string) => ({ kind: 'wallets' as const, key });
export const slotOf = ({ value }: CacheReply) => (value as { slot?: number } | null)?.slot;

export async function startWithRedis(options: CacheOptions = {}) {
  const cache = await startCacheOnClock({ withRedis: true, ...options });
  const client = cache.connect();
  return {
    ...cache,
    client,
    async put(key: string, slot: number, tags: string[] = []) {
      await client.put({ kind: 'wallets', entries: [{ key, value: wallet(slot), tags }] });
      await cache.settle();
    },
    async invalidate(...keys: string[]) {
      await client.invalidate({ kind: 'wallets', keys, tags: [], isAll: false });
      await cache.settle();
    },
    /** What Redis alone has: memory holds one value, and now it is another. */
    async forget() {
      await client.put({ kind: 'wallets', entries: [{ key: 'filler', value: wallet(0), tags: [] }] });
      await cache.settle();
    },
    async get(key: string): Promise<CacheReply> {
      const reply = client.get(of(key));
      await cache.settle();
      return await reply;
    },
  };
}

/** Memory for one value only, so that every other one is in Redis. */
export const startSmall = (options: CacheOptions = {}) => startWithRedis({ max: 1, ...options });
