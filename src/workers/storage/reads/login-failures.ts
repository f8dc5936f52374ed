import { z } from 'zod';
import { defineRead } from '../unit.ts';
import { timeMs } from '../units/account-words.ts';

/** Until when a name, or what is counted apart from it, is or was locked, before a password is checked at all; null when it never was of late. */
export const loginFailures = defineRead({
  input: z.object({ name: z.string() }),
  output: z.object({ lockedUntilMs: timeMs.nullable() }),
  isQuick: true,
  async run(db, { name }) {
    const row = await db
      .selectFrom('login_failures')
      .select('until_at')
      .where('name', '=', name)
      .executeTakeFirst();
    return { lockedUntilMs: row?.until_at ?? null };
  },
});
