// How far the blocks were read, and what is done where they do not fit together.
import { toAppError } from '../../../core/errors.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import type { Cursor } from './page-back.ts';
import { scanBlocks } from './scan-blocks.ts';

export type BlockScanOptions = {
  readonly commitment: string;
  readonly signal: AbortSignal;
  isFollowed(address: string): boolean;
  sighted(address: string, at: Cursor): void;
  /** Resolves when more may be found. */
  room(): Promise<void>;
  /** Blocks between two times cannot be had: whoever may be in them has to be asked for. */
  isBroken(reason: string): void;
};

export type BlockScan = {
  /** The newest slot that was read with all before it; null while none is. */
  readonly slot: number | null;
  /** The newest slot but one: a node may still be adding to the newest. */
  head(): Promise<number>;
  /** From behind this slot on; null begins at the head. */
  begin(from: number | null): Promise<void>;
  /** Up to the head. */
  scan(): Promise<void>;
  end(): void;
};

/** So many blocks are read in place of asking every wallet. */
export const MAX_BLOCKS_BEHIND = 1500;
/** How far a branch may have begun behind the block that shows it. */
const BRANCH_SLOTS = 64;
/** So often the same block is asked for. */
const TRIES = 5;

export function createBlockScan(pool: EndpointPool, options: BlockScanOptions): BlockScan {
  const { commitment, signal } = options;
  let slot: number | null = null;
  /** The newest block that was read; null where the next has another parent rightly. */
  let newest: number | null = null;
  let failures = { slot: -1, count: 0 };

  const head = async () =>
    Number(await pool.call({ method: 'getSlot', params: [{ commitment }] }, { signal })) - 1;
  const skipTo = (to: number, reason: string): void => {
    slot = to;
    newest = null;
    options.isBroken(reason);
  };
  const read = async (from: number, to: number): Promise<void> => {
    for await (const block of scanBlocks(pool, [from, to], options.isFollowed, { commitment, signal })) {
      if (newest !== null && block.parentSlot !== null && block.parentSlot < newest) {
        // Another branch won: what it holds below is looked at too.
        slot = Math.min(block.parentSlot, newest - BRANCH_SLOTS);
        newest = null;
        return;
      }
      await options.room();
      for (const { signature, addresses } of block.sightings)
        for (const address of new Set(addresses)) options.sighted(address, { signature, slot: block.slot });
      slot = newest = block.slot;
    }
  };
  return {
    get slot() {
      return slot;
    },
    head,
    async begin(from) {
      slot = from ?? (await head());
      newest = null;
    },
    async scan() {
      const to = await head();
      if (slot === null || to <= slot) return;
      if (to - slot > MAX_BLOCKS_BEHIND) return skipTo(to, `${to - slot} slots are too many.`);
      try {
        await read(slot + 1, to);
      } catch (thrown) {
        const { code, message } = toAppError(thrown);
        const isSame = failures.slot === slot;
        failures = { slot, count: code === 'RPC_REFUSED' ? (isSame ? failures.count : 0) + 1 : 0 };
        if (failures.count < TRIES) throw thrown;
        skipTo(to, message);
      }
    },
    end() {
      slot = newest = null;
    },
  };
}
