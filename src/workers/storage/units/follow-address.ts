import { z } from 'zod';
import { defineUnit } from '../unit.ts';
import { chainCursor, storedFollowed } from './chain-words.ts';

/** From now on; of one that is followed already only label, kind and priority change. */
export const followAddress = defineUnit({
  input: storedFollowed.omit({ addedAtMs: true }).extend({
    /** Where to begin: what came before is not asked for. */
    cursor: chainCursor.nullable(),
  }),
  output: z.object({ isNew: z.boolean() }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run({ db, nowMs }, { address, kind, label, priority, cursor }) {
    const changed = await db
      .updateTable('followed_addresses')
      .set({ kind, label, priority })
      .where('address', '=', address)
      .executeTakeFirst();
    if (changed.numUpdatedRows > 0n) return { isNew: false };
    await db
      .insertInto('followed_addresses')
      .values({
        address,
        kind,
        label,
        priority,
        added_at: nowMs,
        from_slot: cursor?.slot ?? 0,
        cursor_signature: cursor?.signature ?? null,
        cursor_slot: cursor?.slot ?? null,
        says: null,
      })
      .execute();
    return { isNew: true };
  },
});
