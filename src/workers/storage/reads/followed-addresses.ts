import { z } from 'zod';
import { followedAddress, followedPage } from '../../../domain/solana/followed.ts';
import { defineRead } from '../unit.ts';
import { chainCursor } from '../units/chain-words.ts';

/** With their cursors, page by page in the order of addresses. */
export const followedAddresses = defineRead({
  input: followedPage,
  output: z.array(
    followedAddress.extend({
      /** What happened up to here is not asked for. */
      fromSlot: z.int(),
      cursor: chainCursor.nullable(),
      says: z.string().nullable(),
    }),
  ),
  isQuick: false,
  async run(db, page) {
    const { after, limit } = page ?? { after: '', limit: 1000 };
    const rows = await db
      .selectFrom('followed_addresses')
      .selectAll()
      .where('address', '>', after)
      .orderBy('address')
      .limit(limit)
      .execute();
    return rows.map(
      ({ address, kind, label, priority, added_at, from_slot, cursor_signature, cursor_slot, says }) => ({
        address,
        kind,
        label,
        priority,
        addedAtMs: added_at,
        fromSlot: from_slot,
        cursor: cursor_signature === null ? null : { signature: cursor_signature, slot: cursor_slot ?? 0 },
        says,
      }),
    );
  },
});
