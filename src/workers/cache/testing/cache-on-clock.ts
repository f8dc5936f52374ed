// The cache worker and its users on one thread: real links, a clock in the test's hand, lives that end and begin.
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { openMetrics } from '../../../core/board/metrics.ts';
import type { CacheClient } from '../../../core/cache/cache-client.ts';
import { createNearCache, type NearCache, type NearCacheOptions } from '../../../core/cache/near-cache.ts';
import { createClient } from '../../../core/host/create-client.ts';
import { type Doors, ServiceHost } from '../../../core/host/service-host.ts';
import { compileContract } from '../../../core/link/compiled.ts';
import { Drain } from '../../../core/link/drain.ts';
import { LinkClient } from '../../../core/link/link-client.ts';
import { createCountingMeters } from '../../../core/link/testing/counting-meters.ts';
import { createLocalWires } from '../../../core/link/wire.ts';
import { createSeededRandom } from '../../../core/random.ts';
import type { Client, Service } from '../../../core/service.ts';
import { createManualClock, type ManualClock } from '../../../core/testing/manual-clock.ts';
import { cacheContract } from '../contract.ts';
import { createCacheService } from '../service.ts';
import { toCacheSettings } from './cache-settings.ts';
import { FakeRedis } from './fake-redis.ts';
import { recordingLog } from './recording-log.ts';

export type CacheOptions = {
  readonly withRedis?: boolean;
  readonly maxQueuedWrites?: number;
  readonly leaseMs?: number;
  readonly max?: number;
  readonly ttlMs?: number;
};

const limits = { callDeadlineMs: 5000, maxMessageBytes: 2 ** 20, maxQueueSize: 1000 };

export type CacheOnClock = Awaited<ReturnType<typeof startCacheOnClock>>;

export async function startCacheOnClock({ withRedis = false, ...changes }: CacheOptions = {}) {
  const clock: ManualClock = createManualClock();
  const random = createSeededRandom(3);
  const redis = new FakeRedis(clock);
  const service: Service = createCacheService({ openRedis: redis.open });
  const drain = new Drain(clock);
  const memory = allocateMetricRegion(2 ** 20);
  const metrics = openMetrics(memory);
  const lines: string[] = [];
  const links = new Set<LinkClient>();
  let life = 0;
  let host: ServiceHost | undefined;

  const settle = async (turns = 20) => {
    for (let turn = 0; turn < turns; turn++) await clock.advance(0);
  };
  /** Time with all that comes of it. */
  const pass = async (ms: number) => {
    await clock.advance(ms);
    await settle();
  };
  const link = (client: LinkClient) => {
    if (!host) return;
    const [near, far] = createLocalWires(clock);
    host.serve({ service: 'user', epoch: `user.${links.size}` }, far);
    client.connected(near, { service: 'cache', epoch: `cache.${life}` });
  };
  const start = async (withinMs = 10) => {
    life++;
    const starting = new ServiceHost({
      service,
      self: { service: 'cache', epoch: `cache.${life}` },
      settings: toCacheSettings({ ...changes, redisUrl: withRedis ? redis.url.reveal() : null }),
      maxConcurrent: 1000,
      sharesMemory: false,
      streams: {},
      doors: { metrics, log: recordingLog(lines) } as unknown as Doors,
      ...{ limits, clock, random, drain, meters: createCountingMeters() },
      connect() {},
      fail() {},
    });
    const ready = starting.start();
    await clock.advance(withinMs);
    await ready;
    host = starting;
    for (const client of links) link(client);
    await settle();
  };

  await start();
  const connect = (): Client<typeof cacheContract> => {
    const client: LinkClient = new LinkClient({
      contract: compileContract(cacheContract),
      ...{ clock, drain, limits, meters: createCountingMeters() },
      // A later life finds it by itself.
      connect: (lostEpoch) => {
        if (lostEpoch !== `cache.${life}`) link(client);
      },
    });
    links.add(client);
    return createClient(cacheContract, client);
  };
  return {
    clock,
    redis,
    lines,
    settle,
    pass,
    connect,
    start,
    /** In order, as for an update. */
    async stop() {
      let isStopped = host === undefined;
      void host?.stop().then(() => {
        isStopped = true;
      });
      host = undefined;
      // Whoever waits for a value gives up first.
      while (!isStopped) await clock.advance(100);
    },
    /** As if its thread had died. */
    kill() {
      host?.close();
      host = undefined;
      redis.abandon();
    },
    near<V>(given: Pick<NearCacheOptions<V>, 'load'> & Partial<NearCacheOptions<V>>): NearCache<V> {
      const cache: CacheClient = connect();
      return createNearCache({ cache, kind: 'wallets', clock, metrics, ttlMs: 60_000, max: 100, ...given });
    },
    /** Value of a counter or gauge, summed over its labels. */
    metric(name: string, label = ''): number {
      return readMetrics(memory)
        .filter((sample) => sample.name === name && Object.values(sample.labels).join().includes(label))
        .reduce((sum, sample) => sum + ('value' in sample ? sample.value : 0), 0);
    },
  };
}
