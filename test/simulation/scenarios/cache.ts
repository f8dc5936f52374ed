import { defineScenario, type Stage, type View } from '../../../src/core/simulation/scenario.ts';
import { drawChance, drawLogUniform } from '../../../src/core/simulation/seeded-streams.ts';
import { cacheContract } from '../../../src/workers/cache/contract.ts';
import { kinds } from '../../../src/workers/cache/kinds/index.ts';
import type { RedisDoor } from '../../../src/workers/cache/redis/redis-door.ts';
import { createCacheService } from '../../../src/workers/cache/service.ts';
import { FakeRedis } from '../../../src/workers/cache/testing/fake-redis.ts';
import { type CacheModel, createCacheModel, idOf } from '../models/cache-model.ts';
import {
  type CacheOperation,
  drawCacheOperations,
  performOnCache,
  thingsFor,
} from '../models/cache-operations.ts';
import { createReader, type Reader, type SourceConditions } from '../models/cache-readers.ts';
import { type CacheLimits, restCache } from '../models/cache-rest.ts';
import { herded } from '../models/cached-source.ts';
import { drawRedisFault, type RedisFault, strikeRedis } from '../models/redis-faults.ts';
import { LentClock } from '../services/lent-clock.ts';
import { watchCache } from '../services/watched-cache.ts';

const DRIVERS = 3;
/** Of which the limits of age make allowance: a lease, an answer on its way, one who asks with others for the same. */
const UNDERWAY_MS = 12_000;

type Operation =
  | CacheOperation
  | { readonly way: 'redis'; readonly fault: RedisFault }
  | { readonly way: 'herd' | 'rest' };

type Model = CacheModel & {
  redis: FakeRedis | undefined;
  limits: CacheLimits;
  conditions: SourceConditions;
  readonly readers: Map<number, Reader>;
};

function workers({ model, random }: Stage<Model>) {
  const clock = new LentClock();
  const redis = new FakeRedis(clock);
  const doors: RedisDoor[] = [];
  const cache = createCacheService({
    async openRedis(options) {
      const door = await redis.open(options);
      doors.push(door);
      return door;
    },
  });
  const size = (max: number) => Math.round(drawLogUniform(random, 1, max));
  const leaseMs = Math.round(drawLogUniform(random, 200, 5000));
  const ttlMs = size(60_000);
  const limits = { ttlMs, leaseMs, max: size(50), maxQueuedWrites: size(100) };
  Object.assign(model, {
    redis,
    limits,
    conditions: {
      slowestMs: drawLogUniform(random, 1, 3000),
      failShare: drawChance(random, 0.5) ? 0 : 0.3,
      ttlMs: size(60_000),
      max: size(50),
    },
    lifeMs(kind: string, isAbsent: boolean) {
      const { staleMs = 0, negativeTtlMs = 0 } = kinds.find(({ name }) => name === kind) ?? {};
      return leaseMs + UNDERWAY_MS + (isAbsent ? Math.min(ttlMs, negativeTtlMs) : ttlMs + staleMs);
    },
  } satisfies Partial<Model>);
  const settings = {
    redisUrl: drawChance(random, 0.8) ? redis.url.reveal() : null,
    redisPrefix: 'zapflow:',
    maxQueuedWrites: limits.maxQueuedWrites,
    leaseMs,
    kinds: Object.fromEntries(kinds.map(({ name }) => [name, { ttlMs, max: limits.max }])),
  };
  const closeOld = () => {
    for (const door of doors.splice(0)) door.close();
  };
  const lostShare = drawChance(random, 0.5) ? 0 : 0.1;
  const isLost = () => drawChance(random, lostShare);
  return [{ service: clock.from(watchCache(cache, model, leaseMs, isLost), closeOld), settings }];
}

function note(model: Model, { faults }: View): string | undefined {
  const has = (kind: string) => faults.some((fault) => fault.kind === kind);
  model.hasBlocks = has('block');
  model.hasJumps = has('wall-jump');
  return model.broken;
}

/** Where it is kept long enough for all to find it. */
function loadedTogether({ loads, loadedAnew, limits }: Model): string | undefined {
  const count = loads.get(idOf(herded)) ?? 0;
  const mayBeAgain = loadedAnew.has(idOf(herded)) || limits.ttlMs < 1000 || limits.max < 5;
  return count > 1 && !mayBeAgain ? `All asked for one thing, and it was loaded ${count} times.` : undefined;
}

export const cache = defineScenario<Operation, Model, { cache: typeof cacheContract }>({
  name: 'cache',
  summary: 'Who heard of a change gets nothing older; one loads for all; nothing waits or lives for ever.',
  createModel: () => ({
    ...createCacheModel([...thingsFor(DRIVERS), herded]),
    redis: undefined,
    limits: { ttlMs: 0, leaseMs: 0, max: 0, maxQueuedWrites: 0 },
    conditions: { slowestMs: 1, failShare: 0, ttlMs: 1, max: 1 },
    readers: new Map(),
  }),
  workers,
  uses: { cache: cacheContract },
  drivers: DRIVERS,
  onDriver({ model, driver, clients, clock, random }) {
    const { conditions } = model;
    model.readers.set(
      driver,
      createReader({ model, cache: clients.cache as never, clock, random, conditions }),
    );
  },
  plan(random): Operation[] {
    const faults = Array.from({ length: random.below(12) }, () => ({
      way: 'redis' as const,
      fault: drawRedisFault(random),
    }));
    return [...faults, ...drawCacheOperations(random, thingsFor(1), 50 + random.below(250))];
  },
  planAfterHeal: (): Operation[] => [
    { way: 'rest' },
    ...Array.from({ length: 12 }, () => ({ way: 'herd' as const })),
  ],
  async perform(operation, actor) {
    const { model, clock, clients, driver } = actor;
    const { redis } = model;
    const reader = model.readers.get(driver) as Reader;
    switch (operation.way) {
      case 'redis':
        if (redis) {
          const end = await strikeRedis(redis, operation.fault);
          clock.after(operation.fault.durationMs, end);
        }
        return;
      case 'herd':
        await clock.sleep(3000);
        return await performOnCache({ way: 'get', thing: herded }, { model, clock, reader });
      case 'rest':
        return await restCache({ model, clock, reader, cache: clients.cache, redis, limits: model.limits });
      default: {
        const { thing } = operation;
        const own = thing.key.startsWith('own') ? { ...thing, key: `own${driver}` } : thing;
        return await performOnCache({ ...operation, thing: own }, { model, clock, reader });
      }
    }
  },
  invariants: {
    continuous: [
      { name: 'nobody is given what it knows to be outdated, and one loads at a time', check: note },
    ],
    atRest: [{ name: 'a herd is one load', check: loadedTogether }],
  },
  faults: {
    units: ['cache', ...Array.from({ length: DRIVERS }, (_, i) => `driver-${i + 1}`)],
    kinds: ['kill', 'block', 'clog', 'garble', 'restart', 'stop', 'process-kill', 'wall-jump'],
  },
  chaosMs: [2000, 60_000],
});
