// Transactions of followed addresses, block by block: one request tells of all wallets at once.
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';

export type Sighting = {
  readonly signature: string;
  readonly slot: number;
  readonly addresses: readonly string[];
};

export type ScannedBlock = {
  readonly slot: number;
  readonly parentSlot: number | null;
  readonly sightings: readonly Sighting[];
};

const slots = z.array(z.int());
const block = z
  .object({
    parentSlot: z.int().nullish(),
    transactions: z.array(
      z.object({
        transaction: z.object({
          signatures: z.array(z.string()).min(1),
          accountKeys: z.array(z.object({ pubkey: z.string() })),
        }),
      }),
    ),
  })
  .nullable();

type Options = { readonly commitment: string; readonly signal: AbortSignal };

/** Parents in a row that a list left out before it counts as broken. */
const MAX_LEFT_OUT = 64;

/**
 * In the order of the chain, the slots from `from` to `to`, both included, as far as the node lists them: what it does not list at
 * the end it may not have yet. Blocks that a list left out are found by their children. Rejects where a block cannot be read.
 */
export async function* scanBlocks(
  pool: EndpointPool,
  [from, to]: readonly [number, number],
  isFollowed: (address: string) => boolean,
  { commitment, signal }: Options,
): AsyncGenerator<ScannedBlock> {
  const range = { method: 'getBlocks', params: [from, to, { commitment }] };
  const listed = slots.parse(await pool.call(range, { signal })).filter((slot) => slot >= from && slot <= to);
  const options = {
    transactionDetails: 'accounts',
    rewards: false,
    maxSupportedTransactionVersion: 0,
    commitment,
  };
  const read = async (slot: number): Promise<ScannedBlock> => {
    const told = await pool.call({ method: 'getBlock', params: [slot, options] }, { signal });
    const found = block.parse(told);
    if (found === null) throw new AppError('RPC_BEHIND', undefined, { details: { slot } });
    const sightings = found.transactions.flatMap(({ transaction }) => {
      const addresses = transaction.accountKeys.map(({ pubkey }) => pubkey).filter(isFollowed);
      const [signature] = transaction.signatures;
      return addresses.length === 0 || signature === undefined ? [] : [{ signature, slot, addresses }];
    });
    return { slot, parentSlot: found.parentSlot ?? null, sightings };
  };
  let last = from - 1;
  for (const slot of listed.toSorted((one, other) => one - other)) {
    const branch = [await read(slot)];
    for (let parent = branch[0]?.parentSlot ?? 0; parent > last; parent = branch[0]?.parentSlot ?? 0) {
      if (branch.length > MAX_LEFT_OUT) throw new AppError('RPC_BEHIND', undefined, { details: { slot } });
      branch.unshift(await read(parent));
    }
    yield* branch;
    last = slot;
  }
}
