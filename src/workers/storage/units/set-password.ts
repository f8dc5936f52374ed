import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { endSessions, openUser, toTarget } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { hash, id, passwordHash } from './account-words.ts';

/** Gives a user another password. All sessions end but the one that is kept: whoever knew the old one is out. */
export const setPassword = defineUnit({
  input: z.object({ by, userId: id, passwordHash, keepSession: hash.nullable() }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, userId, passwordHash, keepSession }) {
    const user = await openUser(tx.db, userId);
    if (user.password_hash === passwordHash) return;
    const ended = await endSessions(tx, userId, keepSession);
    await tx.db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', userId).execute();
    await audit(tx, by, {
      action: 'setPassword',
      target: toTarget(user),
      details: { sessionsEnded: ended },
    });
  },
});
