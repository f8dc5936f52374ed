import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { openUser } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { id } from './account-words.ts';

/** Uses up the step of a right code of the second factor. CODE_USED where it, or a later one, was used before. */
export const useTotpStep = defineUnit({
  input: z.object({ userId: id, step: z.int().min(0) }),
  idempotent: false,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { userId, step }) {
    const { totp_step: used } = await openUser(tx.db, userId);
    if (used !== null && step <= used) throw new AppError('CODE_USED');
    await tx.db.updateTable('users').set({ totp_step: step }).where('id', '=', userId).execute();
  },
});
