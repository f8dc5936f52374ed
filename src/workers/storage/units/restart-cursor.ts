import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { chainCursor, solanaAddress } from './chain-words.ts';
import { text } from './words.ts';

/** Moves the cursor of an address that no node knows any more, with what that means; or says that all is complete again. */
export const restartCursor = defineUnit({
  input: z.object({
    address: solanaAddress,
    cursor: chainCursor.nullable(),
    says: text.max(300).nullable(),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run({ db }, { address, cursor, says }) {
    const moved = cursor === null ? {} : { cursor_signature: cursor.signature, cursor_slot: cursor.slot };
    await db
      .updateTable('followed_addresses')
      .set({ ...moved, says })
      .where('address', '=', address)
      .execute();
  },
});
