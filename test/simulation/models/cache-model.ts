// What the cache promises: who heard of an invalidation gets nothing older, one at a time loads, nothing lives for ever.
import type { CacheTarget, Invalidation } from '../../../src/core/cache/cache-messages.ts';
import { type CachedKind, CachedSource, isCovered, type Named } from './cached-source.ts';

/** An announcement of the worker, with the versions that its source had, or that were put, at that moment. */
type Announced = ReadonlyMap<string, number>;

export type CacheModel = {
  readonly source: CachedSource;
  readonly things: readonly Named[];
  readonly announced: Announced[];
  /** How many announcements there were with each event of the worker. */
  readonly heardWith: Map<string, number>;
  /** Open leases of the living worker. */
  readonly leases: Map<string, { readonly lease: number; readonly untilMs: number }>;
  /** Loads of each thing so far, of all threads. */
  readonly loads: Map<string, number>;
  /** Things that may be loaded once more: somebody could not ask the worker, or a lease ran out. */
  readonly loadedAnew: Set<string>;
  /** Invalidations of which it was said that every thread was told. */
  readonly told: { readonly versions: Announced; readonly atMs: number }[];
  /** How old anything may be by its time limits, and how old what somebody was told of. */
  lifeMs: (kind: CachedKind, isAbsent: boolean) => number;
  readonly silenceMs: number;
  hasBlocks: boolean;
  hasJumps: boolean;
  broken: string | undefined;
};

/** A second of silence, an event on its way, and what was being loaded or asked for when it was told. */
const SILENCE_MS = 1000 + 600 + 5100;

export function createCacheModel(things: readonly Named[]): CacheModel {
  return {
    source: new CachedSource(),
    things,
    announced: [],
    heardWith: new Map(),
    leases: new Map(),
    loads: new Map(),
    loadedAnew: new Set(),
    told: [],
    lifeMs: () => Number.POSITIVE_INFINITY,
    silenceMs: SILENCE_MS,
    hasBlocks: false,
    hasJumps: false,
    broken: undefined,
  };
}

export function idOf({ kind, key }: Named): string {
  return `${kind} ${key}`;
}

/** The versions of all that a target covers: those that were put, else the newest of the source. */
export function versionsOf(
  { source, things }: CacheModel,
  kind: string,
  target: CacheTarget,
  put?: ReadonlyMap<string, number>,
): Announced {
  const covered = things.filter((thing) => thing.kind === kind && isCovered(thing.key, target));
  return new Map(covered.map((thing) => [idOf(thing), put?.get(idOf(thing)) ?? source.current(thing)]));
}

/** What one life of a thread may no longer be given. */
export class Listener {
  readonly #model: CacheModel;
  readonly #oldest = new Map<string, number>();
  #heard = 0;

  constructor(model: CacheModel) {
    this.#model = model;
  }

  /** Everything announced until then has been heard, or is known to have been missed. */
  hear({ epoch, sequence }: Pick<Invalidation, 'epoch' | 'sequence'>): void {
    const { announced, heardWith } = this.#model;
    const until = heardWith.get(`${epoch} ${sequence}`) ?? 0;
    for (const versions of announced.slice(this.#heard, until)) this.know(versions);
    this.#heard = Math.max(this.#heard, until);
  }

  know(versions: Announced): void {
    for (const [id, version] of versions) this.#oldest.set(id, Math.max(version, this.#oldest.get(id) ?? 0));
  }

  oldestOf(thing: Named): number {
    return this.#oldest.get(idOf(thing)) ?? 0;
  }
}

/** Says what is wrong with a value for whoever may be given nothing older than `oldest`. */
export function judge(
  { source }: CacheModel,
  thing: Named,
  value: unknown,
  oldest: number,
): string | undefined {
  const version = source.versionOf(thing, value);
  if (version === undefined) return `${idOf(thing)} is ${JSON.stringify(value)}, which it never was.`;
  if (version >= oldest) return undefined;
  return `${idOf(thing)} is version ${version}; ${oldest} was known when it was asked for.`;
}
