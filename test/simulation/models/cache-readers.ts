// The threads that use the cache: each life has near caches over sources that take time and fail, and knows what it has heard.
import type { Metrics } from '../../../src/core/board/metrics.ts';
import type { CacheClient } from '../../../src/core/cache/cache-client.ts';
import { createNearCache, type NearCache } from '../../../src/core/cache/near-cache.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Random } from '../../../src/core/random.ts';
import { drawChance, drawLogUniform } from '../../../src/core/simulation/seeded-streams.ts';
import { type CacheModel, idOf, Listener } from './cache-model.ts';
import { type CachedKind, cachedKinds, isHerded, tagOf } from './cached-source.ts';

export type ReaderOptions = {
  readonly model: CacheModel;
  readonly cache: CacheClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly conditions: SourceConditions;
};

export type SourceConditions = {
  readonly slowestMs: number;
  readonly failShare: number;
  readonly ttlMs: number;
  readonly max: number;
};

export type Reader = {
  readonly near: Readonly<Record<CachedKind, NearCache<unknown>>>;
  readonly listener: Listener;
};

const ignored = { add() {}, set() {}, record() {} };
const noMetrics = { counter: () => ignored, gauge: () => ignored, histogram: () => ignored };

export function createReader(options: ReaderOptions): Reader {
  const { cache, model } = options;
  const asking: CacheClient = {
    ...cache,
    get: (input, limits) =>
      cache.get(input, limits).catch((error) => {
        model.loadedAnew.add(`${input.kind} ${input.key}`);
        throw error;
      }),
  };
  const near = Object.fromEntries(
    cachedKinds.map((kind) => [kind, createNear(kind, { ...options, cache: asking })]),
  );
  const listener = new Listener(model);
  // After the near caches, which have acted on it by then.
  cache.on('invalidated', (event) => listener.hear(event));
  return { near: near as Reader['near'], listener };
}

function createNear(kind: CachedKind, options: ReaderOptions): NearCache<unknown> {
  const { model, cache, clock, random, conditions } = options;
  const { slowestMs, failShare, ttlMs, max } = conditions;
  return createNearCache<unknown>({
    ...{ cache, kind, clock, ttlMs, max },
    metrics: noMetrics as unknown as Metrics,
    tagsOf: (key) => [tagOf(key)],
    async load(key, signal) {
      const thing = { kind, key };
      model.loads.set(idOf(thing), (model.loads.get(idOf(thing)) ?? 0) + 1);
      await clock.sleep(isHerded(thing) ? 50 : drawLogUniform(random, 0.1, slowestMs), signal);
      if (!isHerded(thing) && drawChance(random, failShare)) throw new AppError('HTTP_UNREACHABLE');
      const version = model.source.current(thing);
      await clock.sleep(isHerded(thing) ? 50 : drawLogUniform(random, 0.1, slowestMs), signal);
      return model.source.valueOf(thing, version);
    },
  });
}
