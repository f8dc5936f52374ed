import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { endSessions, openUserByName, toTarget } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { label, passwordHash } from './account-words.ts';

/**
 * What an operator does for somebody who cannot get in: another password, no second factor, or both. His sessions end, and
 * wrong tries at his name are forgotten. USER_UNKNOWN where there is no such account, or it is closed.
 */
export const recoverAccount = defineUnit({
  input: z.object({ by, name: label, passwordHash: passwordHash.optional(), removesTotp: z.boolean() }),
  output: z.object({ userId: z.string(), sessionsEnded: z.int() }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, name, passwordHash, removesTotp }) {
    const user = await openUserByName(tx.db, name);
    const change = {
      password_hash: passwordHash ?? user.password_hash,
      totp: removesTotp ? null : user.totp,
    };
    await tx.db.updateTable('users').set(change).where('id', '=', user.id).execute();
    await tx.db.deleteFrom('login_failures').where('name', '=', name).execute();
    const sessionsEnded = await endSessions(tx, user.id, null);
    const isChanged = change.password_hash !== user.password_hash || change.totp !== user.totp;
    if (!isChanged && sessionsEnded === 0) return { userId: user.id, sessionsEnded };
    await audit(tx, by, {
      action: 'recoverAccount',
      target: toTarget(user),
      details: { hasNewPassword: passwordHash !== undefined, removesTotp, sessionsEnded },
    });
    return { userId: user.id, sessionsEnded };
  },
});
