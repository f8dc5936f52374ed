import { z } from 'zod';
import type { CacheHealth, CacheTarget } from '../../core/cache/cache-messages.ts';
import { Secret } from '../../core/secret.ts';
import { type Context, defineService } from '../../core/service.ts';
import { cacheContract } from './contract.ts';
import { createFigures } from './figures.ts';
import { toHealthWords } from './health-words.ts';
import { KindCache } from './kind-cache.ts';
import { MAX_VALUE_CHARS } from './kind-values.ts';
import { kinds } from './kinds/index.ts';
import type { Kind } from './kinds/kind.ts';
import { toExposure } from './redis/exposure.ts';
import type { Handover } from './redis/handover.ts';
import { logSpeed } from './redis/log-speed.ts';
import { openRedis } from './redis/open-redis.ts';
import type { OpenRedis } from './redis/redis-door.ts';
import { RedisLayer } from './redis/redis-layer.ts';
import { noSecondLayer } from './redis/second-layer.ts';

const kindName = z.enum(kinds.map(({ name }) => name));

const cacheSettings = z.object({
  /** Null goes without Redis. */
  redisUrl: z
    .string()
    .transform((url) => new Secret(url))
    .nullable(),
  redisPrefix: z.string(),
  maxQueuedWrites: z.int(),
  leaseMs: z.int(),
  kinds: z.record(kindName, z.object({ ttlMs: z.int(), max: z.int() })),
});

type KindName = z.output<typeof kindName>;
type Settings = z.output<typeof cacheSettings>;
type CacheContext = Context<typeof cacheContract, Record<never, never>, Settings>;

const PULSE_MS = 250;
/** How long the start waits for a Redis that neither answers nor refuses. */
const REDIS_PATIENCE_MS = 1000;
const WARM_BATCH = 100;
/** The leases of each life begin somewhere else, so that an old one fits nothing. */
const FIRST_LEASE_BOUND = 2 ** 48;

export function createCacheService(doors: { readonly openRedis: OpenRedis }) {
  return defineService({
    contract: cacheContract,
    settings: cacheSettings,
    async start(context) {
      const { clock, random, metrics, log, publish, settings } = context;
      const redis = openLayer(context, doors.openRedis);
      const handover = await redis?.start(REDIS_PATIENCE_MS);
      const figures = toRecord((name) => createFigures(metrics, name));
      let lease = random.below(FIRST_LEASE_BOUND);
      const caches = toRecord((name, kind) => {
        return new KindCache({
          kind: { ...kind, ...settings.kinds[name] },
          ...{ clock, log },
          redis: redis ?? noSecondLayer,
          figures: figures[name],
          leaseMs: settings.leaseMs,
          nextLease: () => ++lease,
          marks: handover?.kinds[name]?.marks,
        });
      });
      if (handover) await warmUp(caches, handover);

      const epoch = random.hex(8);
      let sequence = 0;
      // Nobody waits for it: who does not get it sees that from the next number.
      const announce = (kind: KindName | null, target: CacheTarget) =>
        void publish('invalidated', { epoch, sequence: ++sequence, kind, ...target }).catch(() => {});
      const readFigures = () => toRecord((name) => figures[name].read(caches[name].size));
      const queued = metrics.gauge('zapflow_redis_queued');
      const pulse = clock.every(PULSE_MS, () => {
        announce(null, { keys: [], tags: [], isAll: false });
        readFigures();
        queued.set(redis?.queued ?? 0);
      });

      return {
        handlers: {
          get: ({ kind, key }, asker) => caches[kind].read(key, asker),
          fill: ({ kind, lease, ...write }) => ({ isStored: caches[kind].fill(write, lease) }),
          fail: ({ kind, key, lease }) => caches[kind].fail(key, lease),
          put({ kind, entries }) {
            caches[kind].put(entries);
            announce(kind, { keys: entries.map(({ key }) => key), tags: [], isAll: false });
          },
          invalidate({ kind, ...target }) {
            caches[kind].invalidate(target);
            announce(kind, target);
          },
          health: () => toHealth(redis),
          stats: readFigures,
        },
        async stop() {
          pulse.cancel();
          const lifeMs = Math.max(...kinds.map(({ name, staleMs }) => settings.kinds[name].ttlMs + staleMs));
          await redis?.close(
            toRecord((name) => caches[name].toHandover()),
            lifeMs,
          );
        },
      };
    },
  });
}

export const service = createCacheService({ openRedis });

function openLayer({ clock, random, log, metrics, settings }: CacheContext, open: OpenRedis) {
  const { redisUrl, redisPrefix, maxQueuedWrites } = settings;
  if (!redisUrl) return undefined;
  const exposure = toExposure(redisUrl.reveal());
  if (exposure) log.warn(`Redis is reached over a network without ${exposure}`, { category: 'rediserror' });
  const up = metrics.gauge('zapflow_redis_up');
  const dropped = metrics.counter('zapflow_redis_dropped');
  return new RedisLayer({
    ...{ clock, random, log },
    open: logSpeed(open, { clock, log }),
    url: redisUrl,
    prefix: redisPrefix,
    maxQueued: maxQueuedWrites,
    maxValueChars: MAX_VALUE_CHARS,
    onState: (isUp) => up.set(Number(isUp)),
    onDropped: (writes) => dropped.add(writes),
  });
}

/** The oldest first, so that what was used last is the last to go. */
async function warmUp(caches: Record<KindName, KindCache>, handover: Handover): Promise<void> {
  for (const { name } of kinds) {
    const keys = handover.kinds[name]?.hot.toReversed() ?? [];
    for (let from = 0; from < keys.length; from += WARM_BATCH)
      await Promise.all(keys.slice(from, from + WARM_BATCH).map((key) => caches[name].warm(key)));
  }
}

function toHealth(redis: RedisLayer | undefined): CacheHealth {
  const state = redis?.state;
  const queued = redis?.queued ?? 0;
  return {
    status: state?.isUp === false ? 'Degraded' : 'Healthy',
    says: toHealthWords(state, queued),
    layers: { memory: 'up', redis: state ? (state.isUp ? 'up' : 'down') : 'off' },
    redisSinceMs: state?.sinceMs ?? null,
    redisReason: state?.reason ?? null,
    queued,
  };
}

function toRecord<T>(of: (name: KindName, kind: Kind) => T): Record<KindName, T> {
  return Object.fromEntries(kinds.map((kind) => [kind.name, of(kind.name, kind)])) as Record<KindName, T>;
}
