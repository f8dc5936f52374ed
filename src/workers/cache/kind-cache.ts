// One kind of values: what memory and Redis have of it, who loads what neither has, and what no longer counts.
import type { CacheReply, CacheTarget, CacheWrite } from '../../core/cache/cache-messages.ts';
import { MemoryCache } from '../../core/cache/memory-cache.ts';
import { type MarksState, TagMarks } from '../../core/cache/tag-marks.ts';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log/log.ts';
import type { Figures } from './figures.ts';
import { type Asker, type Flight, Flights } from './flights.ts';
import { type Checked, createKindValues, type KindValues, type Value } from './kind-values.ts';
import type { Kind } from './kinds/kind.ts';
import type { SecondLayer } from './redis/second-layer.ts';

export type KindCacheOptions = {
  readonly kind: Kind;
  readonly clock: Clock;
  readonly redis: SecondLayer;
  readonly figures: Figures;
  readonly log: Log;
  readonly leaseMs: number;
  readonly nextLease: () => number;
  /** What a predecessor had marked, where its values in Redis are taken over. */
  readonly marks: MarksState | undefined;
};

/** Of all values in memory, as JSON. */
const MAX_KIND_CHARS = 4 * 2 ** 20;
const MAX_FLIGHTS = 10_000;
const MAX_WAITERS = 512;
const MAX_HOT_KEYS = 500;
/** In place of a lease. */
const NOBODY = 0;

export class KindCache {
  readonly #options: KindCacheOptions;
  readonly #values: KindValues;
  readonly #marks: TagMarks;
  readonly #memory: MemoryCache<Value>;
  readonly #flights: Flights;
  #isWarned = false;

  constructor(options: KindCacheOptions) {
    const { kind, clock, leaseMs, nextLease, marks } = options;
    this.#options = options;
    this.#values = createKindValues(kind, clock);
    this.#marks = new TagMarks({ from: marks });
    this.#memory = new MemoryCache({ max: kind.max, maxSize: MAX_KIND_CHARS }, this.#marks);
    this.#flights = new Flights({
      clock,
      leaseMs,
      nextLease,
      maxOpen: MAX_FLIGHTS,
      maxWaiters: MAX_WAITERS,
      version: () => this.#marks.version,
      toLoad: (lease) => this.#toLoad(lease),
    });
  }

  get size(): number {
    return this.#memory.size;
  }

  /** At once, without a promise, where memory has it or nobody is to be waited for. */
  read(key: string, asker: Asker): CacheReply | Promise<CacheReply> {
    const { clock, redis, figures } = this.#options;
    const nowMs = clock.monotonicMs();
    const entry = this.#memory.find(key, nowMs);
    if (entry) {
      figures.memoryHit();
      const reply = this.#values.toReply(entry, nowMs);
      return reply.state === 'fresh' ? reply : this.#renewing(key, reply);
    }
    figures.memoryMiss();
    if (this.#flights.has(key)) {
      figures.miss();
      return this.#flights.wait(key, asker);
    }
    if (this.#flights.isFull) {
      figures.miss();
      return this.#toLoad(NOBODY);
    }
    const flight = this.#flights.begin(key);
    if (!redis.isReadable) {
      figures.miss();
      return this.#toLoad(flight.lease);
    }
    void this.#askRedis(key, flight);
    return this.#flights.wait(key, asker);
  }

  /** False when the key was invalidated, stored, or lent to another since the lease was given. */
  fill(write: CacheWrite, lease: number): boolean {
    const { key, tags } = write;
    const flight = this.#flights.find(key, lease);
    const isOutdated = !flight || this.#marks.isVoid(tags, flight.version);
    try {
      if (isOutdated) this.#options.figures.refused('outdated');
      else this.#store(this.#check(write));
    } finally {
      // A flight that is still open has not been filled.
      this.#flights.pass(key, lease);
    }
    return !isOutdated;
  }

  fail(key: string, lease: number): void {
    this.#flights.pass(key, lease);
  }

  /** All of them, or none when one does not fit. */
  put(writes: readonly CacheWrite[]): void {
    for (const checked of writes.map((write) => this.#check(write))) this.#store(checked);
  }

  /** Loads under way are not stored; of those by tag or for everything that shows when they come. */
  invalidate({ keys, tags, isAll }: CacheTarget): void {
    if (isAll) {
      this.#marks.markAll();
      this.#memory.clear();
    }
    this.#marks.mark(tags);
    for (const key of keys) {
      this.#memory.delete(key);
      this.#options.redis.erase(this.#options.kind.name, key);
      // Who loads it now may have read what no longer counts.
      this.#flights.pass(key);
    }
  }

  /** What a successor needs to go on with the values in Redis. */
  toHandover(): { marks: MarksState; hot: string[] } {
    const hot = this.#options.kind.warm ? this.#memory.newestKeys(MAX_HOT_KEYS) : [];
    return { marks: this.#marks.state, hot };
  }

  /** Takes a value from Redis into memory before anybody asks. */
  async warm(key: string): Promise<void> {
    const found = await this.#fetch(key);
    if (found) this.#remember(found);
  }

  async #askRedis(key: string, flight: Flight): Promise<void> {
    const { figures, clock } = this.#options;
    const found = await this.#fetch(key);
    // If not, whoever waited for it was given the lease or a newer value meanwhile.
    if (!this.#flights.find(key, flight.lease)) return;
    if (found) {
      figures.redisHit();
      this.#remember(found);
      this.#flights.settle(key, this.#values.toReply(found.entry, clock.monotonicMs()));
    } else {
      figures.miss();
      this.#flights.pass(key);
    }
  }

  async #fetch(key: string): Promise<Checked | undefined> {
    const { kind, redis, figures } = this.#options;
    const text = await redis.read(kind.name, key);
    const found = text === undefined ? 'expired' : this.#values.parse(key, text);
    if (found === 'poisoned') {
      figures.refused('poisoned');
      redis.erase(kind.name, key);
      this.#warnOnce();
    }
    if (typeof found === 'string') return undefined;
    return this.#marks.isVoid(found.entry.tags, found.entry.version) ? undefined : found;
  }

  /** Whoever writes into Redis must not fill the log as well; how often it was the metrics tell. */
  #warnOnce(): void {
    if (this.#isWarned) return;
    this.#isWarned = true;
    this.#options.log.warn('a value in Redis is not one that was stored; somebody else writes there', {
      category: 'rediserror',
      kind: this.#options.kind.name,
    });
  }

  #check(write: CacheWrite): Checked {
    try {
      return this.#values.check(write, this.#marks.version);
    } catch (error) {
      this.#options.figures.refused('invalid');
      throw error;
    }
  }

  #store(checked: Checked): void {
    const { key, entry, text } = checked;
    const { kind, redis, clock } = this.#options;
    this.#remember(checked);
    redis.write(kind.name, key, text, this.#values.lifeMs(entry.value));
    this.#flights.settle(key, this.#values.toReply(entry, clock.monotonicMs()));
  }

  #remember({ key, entry, text }: Checked): void {
    this.#memory.set(key, entry, text.length);
  }

  #toLoad(lease: number): CacheReply {
    const { kind, figures } = this.#options;
    // Who loads without a lease counts that itself.
    if (lease !== NOBODY) figures.load();
    return { state: 'load', value: null, tags: [], freshMs: kind.ttlMs, lease };
  }

  /** One of those who get a stale value renews it. */
  #renewing(key: string, reply: CacheReply): CacheReply {
    this.#options.figures.stale();
    if (this.#flights.has(key) || this.#flights.isFull) return reply;
    const { lease } = this.#toLoad(this.#flights.begin(key).lease);
    return { ...reply, lease };
  }
}
