// Settings of the cache: its Redis, its limits, and how long and how many values of each kind are kept.
import { z } from 'zod';
import { kinds } from '../workers/cache/kinds/index.ts';
import type { Kind } from '../workers/cache/kinds/kind.ts';
import { secretUrl } from './secret-setting.ts';

type KindName = (typeof kinds)[number]['name'];

const MAX_TTL_MS = 24 * 60 * 60_000;

function kindSchema({ summary, ttlMs, max }: Kind) {
  return z
    .strictObject({
      ttlMs: z
        .int()
        .min(100)
        .max(MAX_TTL_MS)
        .default(ttlMs)
        .describe(`Time in ms that ${summary} are fresh.`),
      max: z.int().min(1).max(1_000_000).default(max).describe(`How many ${summary} are kept in memory.`),
    })
    .prefault({});
}

const byKind = Object.fromEntries(kinds.map((kind) => [kind.name, kindSchema(kind)])) as Record<
  KindName,
  ReturnType<typeof kindSchema>
>;

export const cacheSchema = z.strictObject({
  redisUrl: secretUrl({
    schemes: ['redis:', 'rediss:'],
    // The client would take what is not a number for the database 0, or fail without end.
    path: /^\/?$|^\/\d{1,4}$/,
    pathWords: '/number (of the database, 0 without it)',
  })
    .meta({ env: 'ZAPFLOW_REDIS_URL' })
    .describe(
      'Redis as a second layer: redis://… or, over a network, rediss://…; without it the cache is memory only.',
    ),
  redisPrefix: z
    .string()
    .min(1)
    .max(100)
    .default('zapflow:')
    .describe('Begins the name of everything Zapflow keeps in Redis.'),
  maxQueuedWrites: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('Writes that may wait for Redis; one more gives up what Redis has.'),
  leaseMs: z
    .int()
    .min(500)
    .max(60_000)
    .default(2500)
    .describe('Time in ms the one who loads a value has, before the next who waits for it may.'),
  kinds: z.strictObject(byKind).prefault({}),
});
