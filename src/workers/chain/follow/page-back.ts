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

const PAGE = 1000;
/** Beyond a million signatures a person has to decide. */
const MAX_PAGES = 1000;

const page = z.array(z.object({ signature: z.string(), slot: z.int() }));

export async function pageBack(
  pool: EndpointPool,
  address: string,
  cursor: Cursor | null,
  { commitment, signal }: { readonly commitment: string; readonly signal: AbortSignal },
): Promise<PagedBack> {
  const found: Cursor[] = [];
  const end = (says: string | null): PagedBack => ({ found: found.reverse(), says });
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const before = found.at(-1)?.signature;
    const params = [address, { limit: PAGE, commitment, ...(before === undefined ? {} : { before }) }];
    const rows = page.parse(await pool.call({ method: 'getSignaturesForAddress', params }, { signal }));
    for (const { signature, slot } of rows) {
      if (signature === cursor?.signature) return end(null);
      if (slot < (cursor?.slot ?? -1))
        return end(
          `The node no longer knows the last transaction that was recorded (slot ${cursor?.slot}). Everything after that slot was looked at again; nothing is recorded twice.`,
        );
      found.push({ signature, slot });
    }
    if (rows.length < PAGE)
      return end(
        cursor === null
          ? null
          : `The node keeps nothing from before slot ${found.at(-1)?.slot ?? 'now'}: transactions after slot ${cursor.slot} may be missing.`,
      );
  }
  return end(
    `There are more than ${MAX_PAGES * PAGE} transactions since the last visit: older ones are left out.`,
  );
}
