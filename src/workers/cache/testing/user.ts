// What the users of the tests do. Their source is memory they share: how often it was asked, and the slot of each key.
import { z } from 'zod';
import { createNearCache } from '../../../core/cache/near-cache.ts';
import type { Contract } from '../../../core/contract.ts';
import { defineService } from '../../../core/service.ts';
import { cacheContract } from '../contract.ts';
import type { firstUserContract } from './user-contract.ts';

export const KEYS = ['A', 'B', 'C', 'D'];
/** Cells of the shared source: loads, then one slot for each key. */
export const allocateSource = (): SharedArrayBuffer => new SharedArrayBuffer(4 * (1 + KEYS.length));

const settings = z.object({
  source: z.custom<SharedArrayBuffer>((value) => value instanceof SharedArrayBuffer),
  loadMs: z.int(),
});

type Load = { isOver: boolean; ended: Promise<void>; reads: number; tooOld: number; failed: number };

export function createUser<C extends Contract>(contract: C) {
  return defineService({
    contract: contract as unknown as typeof firstUserContract,
    uses: { cache: cacheContract },
    settings,
    start({ clients: { cache }, clock, metrics, settings: { source, loadMs } }) {
      const cells = new Int32Array(source);
      const cellOf = (key: string) => 1 + KEYS.indexOf(key);
      const near = createNearCache({
        ...{ cache, kind: 'wallets', clock, metrics, ttlMs: 30_000, max: 100 },
        async load(address: string) {
          Atomics.add(cells, 0, 1);
          const slot = Atomics.load(cells, cellOf(address));
          await clock.sleep(loadMs);
          return { address, slot, lamports: '5', tokens: [] };
        },
      });
      const get = async (key: string) => (await near.get(key))?.slot ?? -1;
      const load: Load = { isOver: false, ended: Promise.resolve(), reads: 0, tooOld: 0, failed: 0 };

      const turn = async (i: number) => {
        const key = KEYS[i % KEYS.length] ?? '';
        if (i % 10 === 0) {
          const slot = Atomics.add(cells, cellOf(key), 1) + 1;
          await near.invalidate({ keys: [key] });
          if ((await get(key)) < slot) load.tooOld++;
        }
        load.reads++;
        if ((await get(key)) < 0) load.failed++;
      };
      const run = async () => {
        for (let i = 0; !load.isOver; i++) {
          await turn(i).catch(() => load.failed++);
          if (i % 4 === 0) await clock.sleep(1);
        }
      };
      return {
        handlers: {
          get: ({ key }) => get(key),
          getMany: async ({ key, count }) => [
            ...new Set(await Promise.all(Array.from({ length: count }, () => get(key)))),
          ],
          async getUntil({ key, slot }) {
            while ((await get(key)) < slot) await clock.sleep(1);
          },
          invalidate: ({ key }) => near.invalidate({ keys: [key] }),
          beginLoad() {
            load.ended = run();
          },
          async endLoad() {
            load.isOver = true;
            await load.ended;
            const { reads, tooOld, failed } = load;
            return { reads, tooOld, failed };
          },
        },
      };
    },
  });
}
