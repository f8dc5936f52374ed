import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { AppError } from '../../../core/errors.ts';
import { audit } from '../repositories/audit.ts';
import { endSessions, hasOtherAdmin, toTarget, toUser, userOf } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { id, role, user } from './account-words.ts';

/**
 * Gives a user another role, or closes or opens the account. Sessions end when it is closed or opened; with another role they
 * go on, with the rights of that role, and whoever has them proves himself again. ADMIN_NEEDED for the last administrator.
 */
export const changeUser = defineUnit({
  input: z.object({ by, userId: id, role: role.optional(), isDisabled: z.boolean().optional() }),
  output: user,
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, userId, ...wish }) {
    const before = await userOf(tx.db, userId);
    const wasDisabled = before.disabled_at !== null;
    const { role = before.role, isDisabled = wasDisabled } = wish;
    if (role === before.role && isDisabled === wasDisabled) return toUser(before);
    const wasAdmin = before.role === 'admin' && !wasDisabled;
    const staysAdmin = role === 'admin' && !isDisabled;
    if (wasAdmin && !staysAdmin && !(await hasOtherAdmin(tx.db, userId))) throw new AppError('ADMIN_NEEDED');
    const closedAt = wasDisabled ? before.disabled_at : tx.nowMs;
    const change = { role, disabled_at: isDisabled ? closedAt : null };
    await tx.db.updateTable('users').set(change).where('id', '=', userId).execute();
    if (isDisabled === wasDisabled)
      await tx.db
        .updateTable('sessions')
        .set({ step_up_until: null })
        .where('user_id', '=', userId)
        .execute();
    else await endSessions(tx, userId, null);
    await audit(tx, by, {
      action: 'changeUser',
      target: toTarget(before),
      details: {
        ...(role === before.role ? {} : { role, before: before.role }),
        ...(isDisabled === wasDisabled ? {} : { isDisabled }),
      },
    });
    return toUser({ ...before, ...change });
  },
});
