import { z } from 'zod';
import { toUser } from '../repositories/users.ts';
import { defineRead } from '../unit.ts';
import { user } from '../units/account-words.ts';

/** All accounts, the oldest first; at most 200 can be made. */
export const users = defineRead({
  input: z.undefined(),
  output: z.array(user),
  isQuick: true,
  async run(db) {
    const rows = await db.selectFrom('users').selectAll().orderBy('created_at').orderBy('id').execute();
    return rows.map(toUser);
  },
});
