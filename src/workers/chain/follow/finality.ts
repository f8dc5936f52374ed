// Watches what was recorded until the chain cannot take it back any more, and tells what it took back.
import { z } from 'zod';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';

const PAGE = 256;
/** Slots after which a transaction is final, if its branch lives. */
const FINAL_AFTER = 32;
/** So often in a row no node knows it before it counts as taken back. */
const MISSES = 3;

const statuses = z.object({
  value: z.array(z.object({ slot: z.int(), confirmationStatus: z.string().nullish() }).nullable()),
});

export type Finality = {
  add(signature: string, slot: number): void;
  /** Asks for those that should be final by now; answers those that were taken back. */
  check(nowSlot: number, signal: AbortSignal): Promise<readonly string[]>;
  readonly open: number;
};

export function createFinality(pool: EndpointPool): Finality {
  const open = new Map<string, { slot: number; misses: number }>();
  return {
    add(signature, slot) {
      open.set(signature, { slot, misses: 0 });
    },
    get open() {
      return open.size;
    },
    async check(nowSlot, signal) {
      const due = [...open].filter(([, { slot }]) => slot + FINAL_AFTER <= nowSlot);
      const gone: string[] = [];
      for (let from = 0; from < due.length; from += PAGE) {
        const part = due.slice(from, from + PAGE);
        const params = [part.map(([signature]) => signature), { searchTransactionHistory: true }];
        const { value } = statuses.parse(
          await pool.call({ method: 'getSignatureStatuses', params }, { signal }),
        );
        for (const [i, [signature, entry]] of part.entries()) {
          const status = value[i] ?? null;
          if (status === null) {
            entry.misses += 1;
            if (entry.misses < MISSES) continue;
            open.delete(signature);
            gone.push(signature);
          } else if (status.confirmationStatus === 'finalized') open.delete(signature);
          else entry.misses = 0;
        }
      }
      return gone;
    },
  };
}
