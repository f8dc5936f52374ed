// Transactions of followed addresses, block by block: one request tells of all wallets at once.
import { z } from 'zod';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';

export type Sighting = {
  readonly signature: string;
  readonly slot: number;
  readonly addresses: readonly string[];
};

const slots = z.array(z.int());
const block = z
  .object({
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

/** Sightings in the order of the chain, of the slots from `from` to `to`, both included. */
export async function* scanBlocks(
  pool: EndpointPool,
  [from, to]: readonly [number, number],
  isFollowed: (address: string) => boolean,
  { commitment, signal }: Options,
): AsyncGenerator<{ readonly slot: number; readonly sightings: readonly Sighting[] }> {
  const filled = slots.parse(
    await pool.call({ method: 'getBlocks', params: [from, to, { commitment }] }, { signal }),
  );
  const options = {
    transactionDetails: 'accounts',
    rewards: false,
    maxSupportedTransactionVersion: 0,
    commitment,
  };
  for (const slot of filled) {
    const found = block.parse(await pool.call({ method: 'getBlock', params: [slot, options] }, { signal }));
    const sightings = (found?.transactions ?? []).flatMap(({ transaction }) => {
      const addresses = transaction.accountKeys.map(({ pubkey }) => pubkey).filter(isFollowed);
      const [signature] = transaction.signatures;
      return addresses.length === 0 || signature === undefined ? [] : [{ signature, slot, addresses }];
    });
    yield { slot, sightings };
  }
}
