// What a service holds of one kind in its own thread. A miss asks the cache worker, which lets one thread of all load it.
// The value may be as old as an event takes to come; when the worker falls silent, as old as SILENCE_MS.
import type { Counter, Metrics } from '../board/metrics.ts';
import type { Clock } from '../clock.ts';
import { toAppError } from '../errors.ts';
import type { CacheClient } from './cache-client.ts';
import {
  type CacheReply,
  type CacheTarget,
  type CacheWrite,
  type Invalidation,
  MAX_KEYS,
} from './cache-messages.ts';
import { EventContinuity, SILENCE_MS } from './event-continuity.ts';
import { MemoryCache } from './memory-cache.ts';
import { SingleFlight } from './single-flight.ts';
import { createSource, type Load } from './source.ts';
import { TagMarks } from './tag-marks.ts';
import { EVERYTHING, type NamedTarget, toTarget, UnsentInvalidations } from './unsent-invalidations.ts';

export type NearCacheOptions<V> = {
  readonly cache: CacheClient;
  readonly kind: string;
  readonly load: Load<V>;
  readonly tagsOf?: (key: string, value: V | undefined) => readonly string[];
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Never longer than the kind's own, which the worker tells with each value. */
  readonly ttlMs: number;
  readonly max: number;
  readonly loadTimeoutMs?: number;
  readonly maxConcurrentLoads?: number;
};

export interface NearCache<V> {
  /** What is held comes at once, without a promise. Rejects only with what the load rejects with, or QUEUE_FULL. */
  get(key: string): V | undefined | Promise<V | undefined>;
  /**
   * Stores what was just written to the source, or many at once to warm up. Where several services write one key,
   * invalidate instead: their order here need not be their order there.
   */
  put(values: ReadonlyMap<string, V | undefined>): Promise<void>;
  /**
   * Call it when the source has changed; without keys and tags everything goes. True when every thread was told,
   * false when the worker does not answer: it is told as soon as it does, and this service does without it until then.
   */
  invalidate(target: NamedTarget): Promise<boolean>;
  close(): void;
}

export function createNearCache<V>(options: NearCacheOptions<V>): NearCache<V> {
  return new Near(options);
}

/** A value as found or loaded; undefined is one too. */
type Held<V> = V | undefined;
/** Who has it loads and fills. */
type Lease = Pick<CacheReply, 'lease' | 'freshMs'>;

const ASK = { deadlineMs: 1000 };
const MAX_FLIGHTS = 1000;
/** Without the worker nobody would tell when a value is outdated. */
const NO_LEASE: Lease = { lease: 0, freshMs: SILENCE_MS };

class Near<V> implements NearCache<V> {
  readonly #options: NearCacheOptions<V>;
  readonly #load: (key: string) => Promise<Held<V>>;
  readonly #marks = new TagMarks();
  readonly #memory: MemoryCache<Held<V>>;
  readonly #flights: SingleFlight<Held<V>>;
  readonly #continuity = new EventContinuity();
  readonly #unsent = new UnsentInvalidations();
  /** What the worker could not be told at the first attempt. */
  readonly #missed = new TagMarks();
  readonly #hits: Counter;
  readonly #misses: Counter;
  readonly #ownLoads: Counter;
  readonly #end: () => void;
  #isTrusting = false;
  #isTelling = false;

  constructor(options: NearCacheOptions<V>) {
    const { cache, kind, load, clock, metrics, max, loadTimeoutMs = 2000, maxConcurrentLoads = 32 } = options;
    this.#options = options;
    this.#load = createSource({
      ...{ name: `load of ${kind}`, load, clock, timeoutMs: loadTimeoutMs },
      concurrent: maxConcurrentLoads,
      waiting: MAX_FLIGHTS,
    });
    this.#memory = new MemoryCache({ max }, this.#marks);
    this.#flights = new SingleFlight(`get of ${kind}`, MAX_FLIGHTS);
    this.#hits = metrics.counter('zapflow_cache_hits', { kind, layer: 'near' });
    this.#misses = metrics.counter('zapflow_cache_misses', { kind, layer: 'near' });
    this.#ownLoads = metrics.counter('zapflow_cache_loads', { kind });
    this.#end = cache.on('invalidated', (event) => this.#onInvalidated(event));
  }

  get(key: string): Held<V> | Promise<Held<V>> {
    const nowMs = this.#now;
    if (this.#isTrusting && !this.#continuity.isLive(nowMs)) this.#distrust();
    const entry = this.#memory.find(key, nowMs);
    if (entry !== undefined) {
      this.#hits.add();
      return entry.value;
    }
    this.#misses.add();
    return this.#flights.join(key, () => this.#find(key));
  }

  async put(values: ReadonlyMap<string, Held<V>>): Promise<void> {
    const entries = [...values].map(([key, value]) => this.#toWrite(key, value));
    const parts = Array.from({ length: Math.ceil(entries.length / MAX_KEYS) }, (_, i) =>
      entries.slice(i * MAX_KEYS, (i + 1) * MAX_KEYS),
    );
    // All of it is outdated from now on, whenever its turn comes.
    for (const part of parts) this.#drop(toTarget({ keys: keysOf(part) }));
    const outcomes = await Promise.allSettled(parts.map((part) => this.#putPart(part)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  async #putPart(entries: CacheWrite[]): Promise<void> {
    const { cache, kind } = this.#options;
    try {
      await cache.put({ kind, entries }, ASK);
    } catch (thrown) {
      // What is not known to be stored must not stay as it was before.
      await this.invalidate({ keys: keysOf(entries) });
      if (isMistake(thrown)) throw thrown;
    }
  }

  async invalidate(named: NamedTarget): Promise<boolean> {
    const target = toTarget(named);
    this.#drop(target);
    return await this.#tell(target);
  }

  close(): void {
    this.#end();
    this.#memory.clear();
  }

  get #now(): number {
    return this.#options.clock.monotonicMs();
  }

  /** Whether asking the worker is worth the wait. */
  get #mayAnswer(): boolean {
    return !this.#continuity.hasHeard || this.#continuity.isLive(this.#now);
  }

  async #find(key: string): Promise<Held<V>> {
    const { version } = this.#marks;
    const missed = this.#missed.version;
    const reply = this.#unsent.mayCover(key) ? undefined : await this.#ask(key);
    if (!reply) return await this.#renew(key, version, NO_LEASE);
    const value = (reply.value ?? undefined) as Held<V>;
    if (reply.state === 'load') return await this.#renew(key, version, reply);
    // An invalidation that was on its way when it was asked never arrived, so it may have answered from before.
    if (this.#missed.isVoid([ownTag(key), ...reply.tags], missed))
      return await this.#renew(key, version, { ...NO_LEASE, lease: reply.lease });
    if (reply.state === 'fresh') this.#hold(key, value, reply.tags, version, reply.freshMs);
    // If that fails the worker is told; the stale value was good enough for now.
    else if (reply.lease !== NO_LEASE.lease) this.#renew(key, version, reply).catch(() => {});
    return value;
  }

  /** Undefined when the worker does not answer. While another thread loads, it is asked again. */
  async #ask(key: string): Promise<CacheReply | undefined> {
    const { cache, kind, loadTimeoutMs = 2000 } = this.#options;
    const untilMs = this.#now + loadTimeoutMs;
    while (this.#mayAnswer) {
      try {
        return await cache.get({ kind, key }, ASK);
      } catch (thrown) {
        if (isMistake(thrown)) throw thrown;
        const mayCome = toAppError(thrown).code === 'CALL_EXPIRED' && this.#continuity.hasHeard;
        if (!mayCome || this.#now >= untilMs) return undefined;
      }
    }
    return undefined;
  }

  async #renew(key: string, version: number, { lease, freshMs }: Lease): Promise<Held<V>> {
    const { cache, kind } = this.#options;
    const isLent = lease !== NO_LEASE.lease;
    if (!isLent) this.#ownLoads.add();
    try {
      const value = await this.#load(key);
      const write = this.#toWrite(key, value);
      // Where this does not arrive the lease runs out by itself.
      if (isLent) cache.fill({ kind, ...write, lease }).catch(() => {});
      // How long it counts that there is nothing only the worker knows.
      if (value !== undefined) this.#hold(key, value, write.tags, version, freshMs);
      return value;
    } catch (error) {
      if (isLent) cache.fail({ kind, key, lease }).catch(() => {});
      throw error;
    }
  }

  #toWrite(key: string, value: Held<V>): CacheWrite {
    return { key, value: value ?? null, tags: [...(this.#options.tagsOf?.(key, value) ?? [])] };
  }

  #hold(key: string, value: Held<V>, tags: readonly string[], version: number, freshMs: number): void {
    if (this.#marks.isVoid([ownTag(key), ...tags], version)) return;
    const trustMs = this.#isTrusting ? Number.POSITIVE_INFINITY : SILENCE_MS;
    const untilMs = this.#now + Math.min(this.#options.ttlMs, freshMs, trustMs);
    // Everybody who asks gets the same object.
    Object.freeze(value);
    this.#memory.set(key, { value, tags, version, freshUntilMs: untilMs, staleUntilMs: untilMs });
  }

  #onInvalidated(event: Invalidation): void {
    const isComplete = this.#continuity.hear(event, this.#now);
    if (!isComplete) this.#drop(EVERYTHING);
    else if (event.kind === this.#options.kind) this.#drop(event);
    this.#isTrusting = true;
    if (this.#unsent.isEmpty || this.#isTelling) return;
    this.#isTelling = true;
    // It was a mistake already when it was first said, or it is kept again.
    const isTold = this.#tell(this.#unsent.take()).catch(() => {});
    void isTold.then(() => {
      this.#isTelling = false;
    });
  }

  async #tell(target: CacheTarget): Promise<boolean> {
    const { cache, kind } = this.#options;
    try {
      if (this.#mayAnswer) {
        await cache.invalidate({ kind, ...target }, ASK);
        return true;
      }
    } catch (thrown) {
      if (isMistake(thrown)) throw thrown;
    }
    this.#unsent.add(target);
    markTarget(this.#missed, target);
    return false;
  }

  #distrust(): void {
    this.#isTrusting = false;
    this.#drop(EVERYTHING);
  }

  /** Marks too, so that what is under way is not held when it comes, and whoever asks from now on asks anew. */
  #drop({ keys, tags, isAll }: CacheTarget): void {
    markTarget(this.#marks, { keys, tags, isAll });
    if (isAll) this.#memory.clear();
    for (const key of keys) {
      this.#memory.delete(key);
      this.#flights.forget(key);
    }
    // Which tags the awaited values have nobody knows yet.
    if (isAll || tags.length > 0) this.#flights.forgetAll();
  }
}

function keysOf(entries: readonly CacheWrite[]): string[] {
  return entries.map(({ key }) => key);
}

function markTarget(marks: TagMarks, { keys, tags, isAll }: CacheTarget): void {
  if (isAll) marks.markAll();
  marks.mark([...keys.map(ownTag), ...tags]);
}

/** A key marked like a tag, which no tag of a service can be. */
function ownTag(key: string): string {
  return `\0${key}`;
}

/** Of the service itself; anything else only means that the worker cannot be used now. */
function isMistake(thrown: unknown): boolean {
  return toAppError(thrown).kind === 'input';
}
