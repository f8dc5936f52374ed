// The promise of the cache under everything that may go wrong: whoever asks after an invalidation was confirmed never gets
// what was there before it, from no layer and no thread, whatever died, hung, came late or came back meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { NearCache } from '../../core/cache/near-cache.ts';
import { type CacheOnClock, startCacheOnClock } from './testing/cache-on-clock.ts';

type Channel = { id: string; title: string; calls: number; winRate: null; averageGain: null };

const TTL_MS = 3000;
const KEYS = ['a1', 'a2', 'b1'] as const;
const tagOf = (key: string) => `owner:${key[0]}`;

const key = fc.constantFrom(...KEYS);
const user = fc.nat(2);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('get' as const), user, key }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('write' as const), user, key, byTag: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('put' as const), user, key }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.nat(700) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('waitLong' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constantFrom(
        ...([
          'kill',
          'stop',
          'start',
          'cut',
          'heal',
          'hang',
          'resume',
          'lossy',
          'restore',
          'snapshot',
        ] as const),
      ),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class World {
  readonly cache: CacheOnClock;
  readonly users: NearCache<Channel>[];
  /** What the source has, and what everybody must have seen who asks now. */
  readonly source = new Map<string, number>(KEYS.map((name) => [name, 0]));
  readonly confirmed = new Map<string, number>(KEYS.map((name) => [name, 0]));
  readonly open = new Set<Promise<void>>();
  isUp = true;
  snapshot: CacheOnClock['redis']['data'] = new Map();

  constructor(cache: CacheOnClock, delaysMs: readonly number[]) {
    this.cache = cache;
    let loads = 0;
    const load = async (name: string): Promise<Channel> => {
      const calls = this.source.get(name) ?? 0;
      await cache.clock.sleep(delaysMs[loads++ % delaysMs.length] ?? 0);
      return { id: name, title: name, calls, winRate: null, averageGain: null };
    };
    this.users = [0, 1, 2].map(() =>
      cache.near<Channel>({ kind: 'channels', load, tagsOf: (name) => [tagOf(name)], ttlMs: 3_600_000 }),
    );
  }

  async run(next: Step): Promise<void> {
    const { cache } = this;
    const { redis } = cache;
    switch (next.type) {
      case 'get':
        return this.get(next.user, next.key);
      case 'write':
        return this.write(
          next.user,
          next.byTag ? KEYS.filter((name) => name[0] === next.key[0]) : [next.key],
          next.byTag,
        );
      case 'put':
        return this.put(next.user, next.key);
      case 'wait':
        return cache.pass(next.ms);
      case 'waitLong':
        return cache.pass(TTL_MS + 1000);
      case 'kill':
        this.isUp = false;
        return cache.kill();
      case 'stop':
        if (this.isUp) await cache.stop();
        this.isUp = false;
        return;
      case 'start':
        if (!this.isUp) await cache.start(1100);
        this.isUp = true;
        return;
      case 'snapshot':
        this.snapshot = new Map(redis.data);
        return;
      case 'restore':
        await redis.stop();
        return await redis.start(new Map(this.snapshot));
      case 'lossy':
        redis.losesReplies = true;
        return;
      case 'heal':
        redis.losesReplies = false;
        return redis.heal();
      default:
        return redis[next.type]();
    }
  }

  get(of: number, name: string): void {
    const least = this.confirmed.get(name) ?? 0;
    this.expect(of, name, least);
  }

  expect(of: number, name: string, least: number): void {
    const asked = Promise.resolve(this.users[of]?.get(name)).then(
      (value) => assert.ok((value?.calls ?? 0) >= least, `${name}: got ${value?.calls} after ${least}`),
      (error) => assert.equal(error.code, 'OUTSIDE_TIMEOUT', error),
    );
    this.open.add(asked);
    asked.catch(() => {});
  }

  async write(of: number, names: readonly string[], byTag: boolean): Promise<void> {
    for (const name of names) this.source.set(name, (this.source.get(name) ?? 0) + 1);
    const written = new Map(names.map((name) => [name, this.source.get(name) ?? 0]));
    const target = byTag ? { tags: [tagOf(names[0] ?? '')] } : { keys: names };
    const telling = this.users[of]?.invalidate(target);
    // Its own thread knows at once, before anybody answered.
    for (const [name, calls] of written) this.expect(of, name, calls);
    this.note(telling, written);
    await this.cache.settle();
  }

  async put(of: number, name: string): Promise<void> {
    const calls = (this.source.get(name) ?? 0) + 1;
    this.source.set(name, calls);
    const value: Channel = { id: name, title: name, calls, winRate: null, averageGain: null };
    await this.cache.settle();
    // Two who put one key may be heard in another order than they wrote it, so here only one at a time does.
    const putting = this.users[of]?.put(new Map([[name, value]]));
    this.open.add(Promise.resolve(putting));
    await this.cache.pass(1100);
  }

  note(telling: Promise<boolean> | undefined, written: ReadonlyMap<string, number>): void {
    const noted = Promise.resolve(telling).then(async (isTold) => {
      if (!isTold) return;
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      for (const [name, calls] of written)
        this.confirmed.set(name, Math.max(calls, this.confirmed.get(name) ?? 0));
    });
    this.open.add(noted);
    noted.catch(() => {});
  }

  /** Everything mended, and time for everybody to hear of it. */
  async rest(): Promise<void> {
    const { redis } = this.cache;
    redis.losesReplies = false;
    redis.resume();
    redis.heal();
    await this.run({ type: 'start' });
    await this.cache.pass(11_000);
    for (const [name, calls] of this.source) this.confirmed.set(name, calls);
    for (const of of this.users.keys()) for (const name of KEYS) this.get(of, name);
    await this.cache.pass(6000);
    await Promise.all(this.open);
    this.open.clear();
  }
}

const delays = fc.array(fc.constantFrom(0, 0, 5, 50, 400, 2600), { minLength: 1, maxLength: 7 });

test('who asks after an invalidation was confirmed never gets what was there before it', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), delays, fc.nat(3), async (steps, delaysMs, max) => {
      const cache = await startCacheOnClock({
        withRedis: true,
        max: 1 + max,
        ttlMs: TTL_MS,
        maxQueuedWrites: 3,
      });
      const world = new World(cache, delaysMs);
      await cache.pass(300);
      for (const next of steps) await world.run(next);
      await world.rest();
      const health = await cache.connect().health();
      assert.equal(health.layers.redis, 'up');
      assert.equal(health.queued, 0);
    }),
    { numRuns: Number(process.env['ZAPFLOW_TEST_RUNS'] ?? 150) },
  );
});
