import type { RedisState } from './redis/redis-layer.ts';

/** What the state of the cache means for people; `redis` is undefined where none is configured. */
export function toHealthWords(redis: RedisState | undefined, queued: number): string {
  if (!redis) return 'Values are kept in memory; no Redis is configured.';
  if (redis.isUp) return 'Values are kept in memory and in Redis.';
  const since = new Date(redis.sinceMs).toISOString();
  return `Since ${since} Redis cannot be used (${redis.reason}): values are kept in memory only, and ${queued} writes wait for it. Nothing is lost. It goes on by itself.`;
}
