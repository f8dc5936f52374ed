import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { audit } from '../repositories/audit.ts';
import { openUser, toTarget } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { id } from './account-words.ts';

/** Sets the second factor with the step by which it was proved, or takes it away with null. */
export const setTotp = defineUnit({
  input: z.object({
    by,
    userId: id,
    /** Sealed by the gateway. */
    totp: z.string().min(1).max(1000).nullable(),
    /** Of the code that proved it: it counts as used. */
    step: z.int().min(0).default(0),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, userId, totp, step }) {
    const user = await openUser(tx.db, userId);
    if (user.totp === totp) return;
    await tx.db
      .updateTable('users')
      .set({ totp, totp_step: Math.max(user.totp_step ?? 0, step) })
      .where('id', '=', userId)
      .execute();
    await audit(tx, by, { action: 'setTotp', target: toTarget(user), details: { isSet: totp !== null } });
  },
});
