// Near caches before the real cache worker, on a clock in hand, and a source that a test can change, hold and break.
import { type CacheOptions, startCacheOnClock } from '../../../workers/cache/testing/cache-on-clock.ts';

export type Wallet = { address: string; slot: number; lamports: string; tokens: never[] };

export const wallet = (slot: number, address = 'A'): Wallet => ({ address, slot, lamports: '5', tokens: [] });

/** A source whose loads are counted and wait until the test lets them go on. */
export function createSource(slot = 1) {
  let gate = Promise.resolve();
  const source = {
    slot,
    loads: 0,
    fails: false,
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => {
        gate = Promise.resolve();
        resolve();
      };
    },
    load: async (key: string): Promise<Wallet | undefined> => {
      source.loads++;
      const read = source.slot;
      await gate;
      if (source.fails) throw new Error('the source is down');
      return key === 'nobody' ? undefined : wallet(read, key);
    },
  };
  return source;
}

export async function startNearCaches(options: CacheOptions = {}) {
  const cache = await startCacheOnClock(options);
  const source = createSource();
  const near = cache.near<Wallet>({ load: source.load });
  const other = cache.near<Wallet>({ load: source.load });
  // Until the first sign of life nothing is held for long.
  await cache.pass(600);
  return { ...cache, cache, source, near, other };
}

export const slotOf = (value: Wallet | undefined) => value?.slot;
