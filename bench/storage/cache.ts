// What is warm: a hit through the cache worker, and one in the caller's own thread.
import { createNearCache } from '../../src/core/cache/near-cache.ts';
import { systemClock } from '../../src/core/clock.ts';
import { cacheContract } from '../../src/workers/cache/contract.ts';
import { kinds } from '../../src/workers/cache/kinds/index.ts';
import { interleave, median, nowMs } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { startBenchRuntime } from '../harness/start-bench-runtime.ts';

const ASKS = 2000;
const NEAR_ASKS = 200_000;
const MICROSECONDS = 1000;
const ADDRESS = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';
const wallet = {
  address: ADDRESS,
  slot: 300_000_000,
  lamports: '1000000000',
  tokens: [{ mint: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', amount: '2500000', decimals: 6 }],
};

export const cache: Group = {
  name: 'cache',
  async run({ reps }) {
    const worker = {
      name: 'cache',
      module: new URL('../../src/workers/cache/service.ts', import.meta.url).href,
      settings: {
        redisUrl: null,
        redisPrefix: 'bench:',
        maxQueuedWrites: 1000,
        leaseMs: 5000,
        kinds: Object.fromEntries(kinds.map(({ name, ttlMs, max }) => [name, { ttlMs, max }])),
      },
    };
    const runtime = await startBenchRuntime([worker], { cache: cacheContract });
    const client = runtime.clients.cache;
    const noMetrics = { counter: () => ({ add() {} }) };
    const near = createNearCache<unknown>({
      cache: client as never,
      kind: 'wallets',
      load: async () => wallet,
      clock: systemClock,
      metrics: noMetrics as never,
      ttlMs: 60_000,
      max: 1000,
    });
    await near.get(ADDRESS);
    const samples = await interleave(reps, {
      throughWorker: async () => {
        const timesUs: number[] = [];
        for (let i = 0; i < ASKS; i++) {
          const startedMs = nowMs();
          const { state } = await client.get({ kind: 'wallets', key: ADDRESS });
          if (state !== 'fresh') throw new Error(`a hit was ${state}`);
          timesUs.push((nowMs() - startedMs) * MICROSECONDS);
        }
        return median(timesUs);
      },
      near: async () => {
        await near.get(ADDRESS);
        const startedMs = nowMs();
        for (let i = 0; i < NEAR_ASKS; i++)
          if (near.get(ADDRESS) instanceof Promise) throw new Error('a miss');
        return ((nowMs() - startedMs) / NEAR_ASKS) * MICROSECONDS;
      },
    });
    near.close();
    await runtime.stop();
    return [
      {
        key: 'cacheHit',
        figure: 'cache hit through the worker, p50',
        unit: 'µs',
        ours: ['cacheHitUs', samples.throughWorker],
        bar: { atMost: 60 },
      },
      {
        key: 'nearHit',
        figure: 'hit in the near-cache of the caller',
        unit: 'µs',
        ours: ['nearHitUs', samples.near],
        bar: { atMost: 1 },
      },
    ];
  },
};
