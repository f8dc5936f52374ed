// Signatures of one address, from the newest back to where it is recorded.
import { z } from 'zod';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';

export type Cursor = { readonly signature: string; readonly slot: number };

export type PagedBack = {
  /** Oldest first. */
  readonly found: readonly Cursor[];
  /** What is not known of the time between; null where all is. */
  readonly says: string | null;
};

export type PageOptions = {
  readonly commitment: string;
  readonly signal: AbortSignal;
  /** What happened up to this slot is of before it was followed. */
  readonly fromSlot?: number;
};

const PAGE = 1000;
/** Beyond so many signatures a person has to decide. */
const MAX_PAGES = 250;
/** Behind a cursor that no node knows: what took its place on another branch may be in an older slot. */
const BRANCH_SLOTS = 64;

const page = z.array(z.object({ signature: z.string(), slot: z.int() }));

/** Rejects with RPC_BEHIND where no node is as far as the cursor. */
export async function pageBack(
  pool: EndpointPool,
  address: string,
  cursor: Cursor | null,
  options: PageOptions,
): Promise<PagedBack> {
  const first = await readBack(pool, address, cursor, options);
  if (!first.isCutOff) return first;
  // A page that ends early may be of a node that lost the place: only what is so twice is believed.
  return await readBack(pool, address, cursor, options);
}

async function readBack(
  pool: EndpointPool,
  address: string,
  cursor: Cursor | null,
  { commitment, signal, fromSlot = 0 }: PageOptions,
): Promise<PagedBack & { readonly isCutOff: boolean }> {
  const found: Cursor[] = [];
  const end = (says: string | null, isCutOff = false) => ({ found: found.toReversed(), says, isCutOff });
  // What happened up to the slot from which it is followed was never asked for.
  const begins = fromSlot === 0 ? 0 : fromSlot + 1;
  const oldest = cursor === null ? begins : Math.max(fromSlot, cursor.slot - BRANCH_SLOTS);
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const [newest, before] = [found[0], found.at(-1)?.signature];
    const params = [
      address,
      {
        limit: PAGE,
        commitment,
        // A node that is not as far would not know the place, and end there.
        minContextSlot: Math.max(cursor?.slot ?? 0, newest?.slot ?? 0),
        ...(before === undefined ? {} : { before }),
      },
    ];
    const rows = page.parse(await pool.call({ method: 'getSignaturesForAddress', params }, { signal }));
    for (const { signature, slot } of rows) {
      if (signature === cursor?.signature) return end(null);
      if (slot < oldest) return end(cursor && lost(cursor));
      found.push({ signature, slot });
    }
    if (rows.length === 0) return end(cursor && forgotten(found, cursor), cursor !== null);
  }
  return end(
    `There are more than ${MAX_PAGES * PAGE} transactions since the last visit: older ones are left out.`,
  );
}

function lost({ slot }: Cursor): string {
  return `The node no longer knows the last transaction that was recorded (slot ${slot}). Everything after that slot was looked at again; nothing is recorded twice.`;
}

function forgotten(found: readonly Cursor[], { slot }: Cursor): string {
  return `The node keeps nothing from before slot ${found.at(-1)?.slot ?? 'now'}: transactions after slot ${slot} may be missing.`;
}
