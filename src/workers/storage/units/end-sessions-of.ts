import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { endSessions, toTarget, userOf } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { hash, id } from './account-words.ts';

/** Signs a user out everywhere, but for one session where that is kept. Answers how many ended. */
export const endSessionsOf = defineUnit({
  input: z.object({ by, userId: id, keepSession: hash.nullable().default(null) }),
  output: z.int(),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, userId, keepSession }) {
    const user = await userOf(tx.db, userId);
    const ended = await endSessions(tx, userId, keepSession);
    if (ended > 0)
      await audit(tx, by, { action: 'endSessionsOf', target: toTarget(user), details: { ended } });
    return ended;
  },
});
