// What must work when the faults have ended: the worker is healthy, everybody is told, and the newest value comes.
import { AppError } from '../../../src/core/errors.ts';
import type { Client } from '../../../src/core/service.ts';
import type { cacheContract } from '../../../src/workers/cache/contract.ts';
import { wallets } from '../../../src/workers/cache/kinds/wallets.ts';
import type { FakeRedis } from '../../../src/workers/cache/testing/fake-redis.ts';
import { outcomeOf } from '../outcomes.ts';
import { type CacheActor, performOnCache, tell } from './cache-operations.ts';
import { cachedKinds, type Named } from './cached-source.ts';
import { healRedis } from './redis-faults.ts';

export type CacheLimits = {
  readonly ttlMs: number;
  readonly leaseMs: number;
  readonly max: number;
  readonly maxQueuedWrites: number;
};

type RestingCache = CacheActor & {
  readonly cache: Client<typeof cacheContract>;
  readonly redis: FakeRedis | undefined;
  readonly limits: CacheLimits;
};

const PATIENCE_MS = 60_000;
const LOOK_MS = 500;
/** For loads and messages under way. */
const MARGIN_MS = 2500;

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
  await forgetsNothing(actor);
  await noLeaseIsKept(actor);
  for (const [kind, { entries }] of Object.entries(await cache.stats()))
    if (entries > limits.max) model.broken ??= `${entries} ${kind} are held, ${limits.max} may be.`;
}

/** That there is nothing counts for a while only, though nobody says that there is something now. */
async function forgetsNothing(actor: RestingCache): Promise<void> {
  const { model, clock, reader, limits } = actor;
  const thing = { kind: 'wallets', key: 'k1' } as const;
  model.source.change(thing, true, clock.monotonicMs());
  await untilTold(thing, actor);
  await performOnCache({ way: 'get', thing }, actor);
  model.source.change(thing, false, clock.monotonicMs());
  await clock.sleep(Math.min(limits.ttlMs, wallets.negativeTtlMs) + MARGIN_MS);
  const found = await outcomeOf(Promise.resolve(reader.near[thing.kind].get(thing.key)));
  if (found.kind === 'done' && found.value === undefined)
    model.broken ??= 'It is remembered for too long that there is nothing.';
}

/** What threads were to load that died, or never came back, others may load by now. */
async function noLeaseIsKept({ model, cache, clock, limits }: RestingCache): Promise<void> {
  await clock.sleep(limits.leaseMs);
  for (const { kind, key } of model.things) {
    const reply = await outcomeOf(cache.get({ kind, key }, { deadlineMs: limits.leaseMs + MARGIN_MS }));
    if (reply.kind !== 'done') model.broken ??= `${kind} ${key} cannot be asked for: ${reply.code}.`;
    else if (reply.value.lease !== 0) await outcomeOf(cache.fail({ kind, key, lease: reply.value.lease }));
  }
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
