// Watches what was recorded until the chain cannot take it back any more, and tells what it took back.
import { z } from 'zod';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import type { RpcEndpoint } from '../rpc/rpc-endpoint.ts';

const PAGE = 256;
/** Slots after which a transaction is final, if its branch lives. */
const FINAL_AFTER = 32;
/** What is so far back when it is recorded was final before. */
const FINAL_SURELY = 150;
/** So often in a row no node knows it before it counts as taken back. */
const MISSES = 3;
/** What is watched at once; the oldest is let go first. */
const MAX_WATCHED = 100_000;
/** Of those that nobody knew so often, so many are asked of every node in one round. */
const PROVEN_AT_ONCE = 20;
/** What nobody can tell after so many slots stays as it was recorded. */
const LET_GO_AFTER = 10_000;

const statuses = z.object({
  context: z.object({ slot: z.int() }),
  value: z.array(z.object({ slot: z.int(), confirmationStatus: z.string().nullish() }).nullable()),
});
type Told = z.infer<typeof statuses>;

export type Finality = {
  add(signature: string, slot: number): void;
  /** Asks for those that should be final by now; answers those that were taken back, until `settle`. */
  check(nowSlot: number, signal: AbortSignal): Promise<readonly string[]>;
  settle(signature: string): void;
  /**
   * Whether none of the nodes has it though one that keeps its time is well past it: announced, and never in a branch that stays.
   * False where nobody can say.
   */
  isGone(signature: string, slot: number, signal: AbortSignal): Promise<boolean>;
  readonly watched: number;
};

export function createFinality(pool: EndpointPool): Finality {
  const watched = new Map<string, { slot: number; misses: number }>();

  const isGone = async (signature: string, slot: number, signal: AbortSignal): Promise<boolean> => {
    const said = await Promise.allSettled(
      pool.endpoints.map(async (endpoint) => {
        const { context, value } = statuses.parse(await endpoint.call(askFor([signature]), { signal }));
        if (value[0]) return 'there';
        if (context.slot < slot + FINAL_AFTER) return 'too early';
        return (await keeps(endpoint, slot, signal)) ? 'gone' : 'forgotten';
      }),
    );
    const words = said.map((one) => (one.status === 'fulfilled' ? one.value : 'away'));
    return words.includes('gone') && words.every((word) => word !== 'there' && word !== 'too early');
  };
  const note = ({ context, value }: Told, part: readonly string[]): void => {
    for (const [i, signature] of part.entries()) {
      const entry = watched.get(signature);
      const status = value[i] ?? null;
      if (entry === undefined) continue;
      if (status?.confirmationStatus === 'finalized') watched.delete(signature);
      else if (status !== null) entry.misses = 0;
      // One that is behind does not know it yet.
      else if (context.slot >= entry.slot + FINAL_AFTER) entry.misses += 1;
    }
  };
  return {
    add(signature, slot) {
      if (slot + FINAL_SURELY < pool.slot) return;
      watched.set(signature, { slot, misses: 0 });
      const [oldest] = watched.keys();
      if (watched.size > MAX_WATCHED && oldest !== undefined) watched.delete(oldest);
    },
    get watched() {
      return watched.size;
    },
    async check(nowSlot, signal) {
      const due = [...watched]
        .filter(([, { slot }]) => slot + FINAL_AFTER <= nowSlot)
        .map(([signature]) => signature);
      for (let from = 0; from < due.length; from += PAGE) {
        const part = due.slice(from, from + PAGE);
        note(statuses.parse(await pool.call(askFor(part), { signal })), part);
      }
      const gone: string[] = [];
      const doubtful = due.filter((signature) => (watched.get(signature)?.misses ?? 0) >= MISSES);
      for (const signature of doubtful.slice(0, PROVEN_AT_ONCE)) {
        const { slot = 0 } = watched.get(signature) ?? {};
        if (await isGone(signature, slot, signal)) gone.push(signature);
        else if (slot + LET_GO_AFTER < nowSlot) watched.delete(signature);
        else watched.set(signature, { slot, misses: 0 });
      }
      return gone;
    },
    settle(signature) {
      watched.delete(signature);
    },
    isGone,
  };
}

function askFor(signatures: readonly string[]) {
  return { method: 'getSignatureStatuses', params: [signatures, { searchTransactionHistory: true }] };
}

/** A node that forgot the time of a transaction says of it what it says of one that never was. */
async function keeps(endpoint: RpcEndpoint, slot: number, signal: AbortSignal): Promise<boolean> {
  const first = await endpoint.call({ method: 'getFirstAvailableBlock', params: [] }, { signal });
  return typeof first === 'number' && first <= slot;
}
