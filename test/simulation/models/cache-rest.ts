// What must work when the faults have ended: the worker is healthy, everybody is told, and the newest value comes.
import { AppError } from '../../../src/core/errors.ts';
import type { Client } from '../../../src/core/service.ts';
import type { cacheContract } from '../../../src/workers/cache/contract.ts';
import type { FakeRedis } from '../../../src/workers/cache/testing/fake-redis.ts';
import { type CacheActor, performOnCache, tell } from './cache-operations.ts';
import { cachedKinds, type Named } from './cached-source.ts';
import { healRedis } from './redis-faults.ts';

type RestingCache = CacheActor & {
  readonly cache: Client<typeof cacheContract>;
  readonly redis: FakeRedis | undefined;
  readonly limits: { readonly max: number; readonly maxQueuedWrites: number };
};

const PATIENCE_MS = 60_000;
const LOOK_MS = 500;

export async function restCache(actor: RestingCache): Promise<void> {
  const { model, clock, cache, redis, limits } = actor;
  if (redis) healRedis(redis);
  const untilMs = clock.monotonicMs() + PATIENCE_MS;
  for (;;) {
    const wrong = await whatIsWrong(actor);
    if (wrong === undefined) break;
    if (clock.monotonicMs() > untilMs) {
      model.broken ??= `After the faults: ${wrong}.`;
      return;
    }
    await clock.sleep(LOOK_MS);
  }
  for (const kind of cachedKinds) {
    const thing = { kind, key: 'k0' };
    model.source.change(thing, false, clock.monotonicMs());
    if (!(await untilTold(thing, actor))) model.broken ??= 'After the faults nobody could be told.';
    await performOnCache({ way: 'get', thing }, actor);
  }
  for (const [kind, { entries }] of Object.entries(await cache.stats()))
    if (entries > limits.max) model.broken ??= `${entries} ${kind} are held, ${limits.max} may be.`;
}

/** A worker that has just come back is asked only when it has been heard. */
async function untilTold(thing: Named, actor: RestingCache): Promise<boolean> {
  for (let tries = 0; tries < 5; tries++) {
    if (await tell(thing, 'key', actor)) return true;
    await actor.clock.sleep(LOOK_MS);
  }
  return false;
}

async function whatIsWrong({ cache, limits }: RestingCache): Promise<string | undefined> {
  try {
    const { status, queued } = await cache.health();
    if (queued > limits.maxQueuedWrites) return `${queued} writes wait, ${limits.maxQueuedWrites} may`;
    if (queued > 0) return `${queued} writes wait`;
    return status === 'Healthy' ? undefined : `the cache is ${status}`;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
