// What the threads do with the cache: they read, they change the source and say so, and look what the worker says of itself.
import type { NamedTarget } from '../../../src/core/cache/unsent-invalidations.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { Random } from '../../../src/core/random.ts';
import { drawChance, drawOne } from '../../../src/core/simulation/seeded-streams.ts';
import { outcomeOf } from '../outcomes.ts';
import { type CacheModel, idOf, judge, versionsOf } from './cache-model.ts';
import type { Reader } from './cache-readers.ts';
import { cachedKinds, type Named, tagOf } from './cached-source.ts';

export type CacheOperation =
  | { readonly way: 'get'; readonly thing: Named }
  | { readonly way: 'change'; readonly thing: Named; readonly isAbsent: boolean; readonly telling: Telling }
  | { readonly way: 'put'; readonly thing: Named; readonly isAbsent: boolean };

type Telling = 'key' | 'tag' | 'all' | 'nobody';

/** Asking for at most this long, then loading for at most that long, and a little for timers. */
const MAX_GET_MS = 3000 + 2000 + 100;

export function drawCacheOperations(
  random: Random,
  things: readonly Named[],
  count: number,
): CacheOperation[] {
  return Array.from({ length: count }, (): CacheOperation => {
    const thing = things[random.below(things.length)] as Named;
    const isAbsent = drawChance(random, 0.2);
    if (drawChance(random, 0.7)) return { way: 'get', thing };
    // Whoever stores what it wrote must be the only one who writes it.
    if (thing.key.startsWith('own')) return { way: 'put', thing, isAbsent };
    const telling = drawOne(random, ['key', 'key', 'key', 'tag', 'all', 'nobody'] as const);
    return { way: 'change', thing, isAbsent, telling };
  });
}

export type CacheActor = { readonly model: CacheModel; readonly clock: Clock; readonly reader: Reader };

export async function performOnCache(operation: CacheOperation, actor: CacheActor): Promise<void> {
  if (operation.way === 'get') return await read(operation.thing, actor);
  const { model, clock, reader } = actor;
  const { thing, isAbsent } = operation;
  model.source.change(thing, isAbsent, clock.monotonicMs());
  if (operation.way === 'put') {
    const version = model.source.current(thing);
    const put = reader.near[thing.kind].put(new Map([[thing.key, model.source.valueOf(thing, version)]]));
    reader.listener.know(new Map([[idOf(thing), version]]));
    await put;
  } else if (operation.telling !== 'nobody') await tell(thing, operation.telling, actor);
}

/** True when every thread was told. */
export async function tell(
  thing: Named,
  telling: Exclude<Telling, 'nobody'>,
  { model, clock, reader }: CacheActor,
): Promise<boolean> {
  const { kind, key } = thing;
  const target: NamedTarget =
    telling === 'key' ? { keys: [key] } : telling === 'tag' ? { tags: [tagOf(key)] } : {};
  const { keys = [], tags = [] } = target;
  const versions = versionsOf(model, kind, { keys: [...keys], tags: [...tags], isAll: telling === 'all' });
  const answer = reader.near[kind].invalidate(target);
  // Whoever says it does without it from this moment on.
  reader.listener.know(versions);
  const isTold = await answer;
  if (isTold) model.told.push({ versions, atMs: clock.monotonicMs() });
  return isTold;
}

async function read(thing: Named, { model, clock, reader }: CacheActor): Promise<void> {
  const begunMs = clock.monotonicMs();
  const oldest = reader.listener.oldestOf(thing);
  const outcome = await outcomeOf(Promise.resolve(reader.near[thing.kind].get(thing.key)));
  const passedMs = clock.monotonicMs() - begunMs;
  if (!model.hasBlocks && passedMs > MAX_GET_MS)
    model.broken ??= `Somebody waited ${passedMs} ms for ${idOf(thing)}.`;
  if (outcome.kind !== 'done') return;
  model.broken ??= judge(model, thing, outcome.value, oldest) ?? tooOld(model, thing, outcome.value, begunMs);
}

/** Bounds that hold for whoever has heard of nothing. */
function tooOld(model: CacheModel, thing: Named, value: unknown, begunMs: number): string | undefined {
  const { source, told, lifeMs, hasBlocks, hasJumps } = model;
  const version = source.versionOf(thing, value) ?? 0;
  const id = idOf(thing);
  if (!hasBlocks && !hasJumps) {
    const ageMs = begunMs - source.endOf(thing, version);
    const isAbsent = value === undefined;
    if (ageMs > lifeMs(thing.kind, isAbsent))
      return `${id} was replaced ${ageMs} ms before it was asked for.`;
  }
  if (hasBlocks) return undefined;
  const known = told.find(
    ({ versions, atMs }) => atMs < begunMs - model.silenceMs && (versions.get(id) ?? 0) > version,
  );
  return (
    known &&
    `${id} is version ${version}; ${known.versions.get(id)} was told ${begunMs - known.atMs} ms before.`
  );
}

export function thingsFor(drivers: number): Named[] {
  const keys = [
    ...Array.from({ length: 6 }, (_, i) => `k${i}`),
    ...Array.from({ length: drivers }, (_, i) => `own${i}`),
  ];
  return cachedKinds.flatMap((kind) => keys.map((key) => ({ kind, key })));
}
