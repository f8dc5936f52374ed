// What passes between the cache worker and those who use it, of whatever kind.
import { z } from 'zod';

export const cacheKey = z.string().min(1).max(256);
/** Keys or entries of one message. */
export const MAX_KEYS = 1000;
export const cacheKeys = z.array(cacheKey).max(MAX_KEYS);
export const cacheTags = z.array(cacheKey).max(16);
export const cacheLease = z.int().min(0);
/** JSON data that fits the schema of its kind, or null for what the source does not have. */
export const cacheValue = z.custom<NonNullable<unknown> | null>((given) => given !== undefined);

export const cacheReply = z.object({
  state: z.enum(['fresh', 'stale', 'load']),
  /** Null with `load` too. */
  value: cacheValue,
  tags: cacheTags,
  /** How long the value stays fresh, in ms; with `load` and `stale`, how long one that is filled now would. */
  freshMs: z.number(),
  /** Who has it loads and fills; 0 for nobody. */
  lease: cacheLease,
});

export const cacheWrite = z.object({ key: cacheKey, value: cacheValue, tags: cacheTags });

export const cacheTarget = z.object({ keys: cacheKeys, tags: cacheKeys, isAll: z.boolean() });

/**
 * Numbered one by one in each life of the worker, so that whoever misses one knows. Without a kind it is only a sign of
 * life, and comes four times a second.
 */
export const invalidation = cacheTarget.extend({
  epoch: z.string(),
  sequence: z.int(),
  kind: z.string().nullable(),
});

export const cacheHealth = z.object({
  status: z.enum(['Healthy', 'Degraded']),
  /** The same for people. */
  says: z.string(),
  layers: z.object({ memory: z.literal('up'), redis: z.enum(['up', 'down', 'off']) }),
  /** Wall time since which Redis is as it is, and why where it is down. */
  redisSinceMs: z.number().nullable(),
  redisReason: z.string().nullable(),
  /** Writes that Redis has not confirmed. */
  queued: z.int(),
});

const count = z.int();

/** Since the worker started. */
export const cacheFigures = z.object({
  memoryHits: count,
  redisHits: count,
  misses: count,
  staleServed: count,
  loads: count,
  entries: count,
  /** Share of reads that memory or Redis could answer, stale ones too; null before the first. */
  hitRate: z.number().nullable(),
});

export type CacheReply = z.output<typeof cacheReply>;
export type CacheWrite = z.output<typeof cacheWrite>;
export type CacheTarget = z.output<typeof cacheTarget>;
export type Invalidation = z.output<typeof invalidation>;
export type CacheHealth = z.output<typeof cacheHealth>;
export type CacheFigures = z.output<typeof cacheFigures>;
