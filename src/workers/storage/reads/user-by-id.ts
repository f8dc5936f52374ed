import { z } from 'zod';
import { toAccount } from '../repositories/users.ts';
import { defineRead } from '../unit.ts';
import { account } from '../units/account-words.ts';

export const userById = defineRead({
  input: z.object({ id: z.string() }),
  output: account.nullable(),
  isQuick: true,
  async run(db, { id }) {
    const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toAccount(row) : null;
  },
});
