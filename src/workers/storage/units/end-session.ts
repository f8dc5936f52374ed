import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { toTarget, userOf } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { hash } from './account-words.ts';

/** Signs out; one that has ended before is no matter. */
export const endSession = defineUnit({
  input: z.object({ by, idHash: hash }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, idHash }) {
    const session = await tx.db
      .selectFrom('sessions')
      .select('user_id')
      .where('id_hash', '=', idHash)
      .executeTakeFirst();
    if (!session) return;
    await tx.db.deleteFrom('sessions').where('id_hash', '=', idHash).execute();
    const user = await userOf(tx.db, session.user_id);
    await audit(tx, by, { action: 'endSession', target: toTarget(user) });
  },
});
