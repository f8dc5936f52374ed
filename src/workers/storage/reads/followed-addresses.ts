import { z } from 'zod';
import { followedAddress } from '../../../domain/solana/followed.ts';
import { defineRead } from '../unit.ts';
import { chainCursor } from '../units/chain-words.ts';

/** All of them with their cursors, those to look at first at the head. */
export const followedAddresses = defineRead({
  input: z.undefined(),
  output: z.array(
    followedAddress.extend({
      /** What happened up to here is not asked for. */
      fromSlot: z.int(),
      cursor: chainCursor.nullable(),
      says: z.string().nullable(),
    }),
  ),
  isQuick: false,
  async run(db) {
    const rows = await db
      .selectFrom('followed_addresses')
      .selectAll()
      .orderBy('priority')
      .orderBy('address')
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
