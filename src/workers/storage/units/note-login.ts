import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { defineUnit } from '../unit.ts';
import { label, timeMs } from './account-words.ts';

const MAX_FAILURES = 5;
const WINDOW_MS = 15 * 60_000;
const LOCK_MS = 15 * 60_000;

/**
 * Notes a password that was right or wrong. Five wrong ones within 15 minutes lock the name, or what is counted apart from
 * it, for 15 minutes. While it is locked nothing counts, and a right password does not either: so tries that were checked at the same time gain nothing.
 */
export const noteLogin = defineUnit({
  input: z.object({
    by,
    /** As it was given; whether there is such a user must not be told by how it is treated. */
    name: label,
    /** Where tries are counted apart from those of strangers: a browser known to be of that user, or a session of his. */
    apart: label.nullable().default(null),
    isSuccess: z.boolean(),
  }),
  output: z.object({
    /** It was locked before this try, so the try does not count, not even a right one. */
    wasLocked: z.boolean(),
    /** Until when it is locked now; null when it is not. */
    lockedUntilMs: timeMs.nullable(),
  }),
  idempotent: false,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, name, apart, isSuccess }) {
    const { db, nowMs } = tx;
    const counter = apart ?? name;
    const row = await db
      .selectFrom('login_failures')
      .selectAll()
      .where('name', '=', counter)
      .executeTakeFirst();
    if (row?.until_at && row.until_at > nowMs) return { wasLocked: true, lockedUntilMs: row.until_at };
    if (isSuccess) {
      if (row) await db.deleteFrom('login_failures').where('name', '=', counter).execute();
      return { wasLocked: false, lockedUntilMs: null };
    }
    const goesOn = row && row.until_at === null && row.first_at > nowMs - WINDOW_MS;
    const count = goesOn ? row.count + 1 : 1;
    const until = count >= MAX_FAILURES ? nowMs + LOCK_MS : null;
    // A stranger may give any number of names.
    await db
      .deleteFrom('login_failures')
      .where('first_at', '<', nowMs - WINDOW_MS - LOCK_MS)
      .execute();
    const noted = { count, first_at: goesOn ? row.first_at : nowMs, until_at: until };
    await db
      .insertInto('login_failures')
      .values({ name: counter, ...noted })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(noted))
      .execute();
    if (until !== null)
      await audit(tx, by, {
        action: 'lockSignIn',
        target: `user:${name}`,
        details: { untilMs: until, ...(apart === null ? {} : { isApart: true }) },
      });
    return { wasLocked: false, lockedUntilMs: until };
  },
});
