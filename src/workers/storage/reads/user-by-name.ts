import { z } from 'zod';
import { toAccount } from '../repositories/users.ts';
import { defineRead } from '../unit.ts';
import { account } from '../units/account-words.ts';

/** For a sign-in: closed accounts too, so that they are treated no differently until the password was checked. */
export const userByName = defineRead({
  input: z.object({ name: z.string() }),
  output: account.nullable(),
  isQuick: true,
  async run(db, { name }) {
    const row = await db.selectFrom('users').selectAll().where('name', '=', name).executeTakeFirst();
    return row ? toAccount(row) : null;
  },
});
