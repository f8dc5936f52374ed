import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { AppError } from '../../../core/errors.ts';
import { audit } from '../repositories/audit.ts';
import { openUser, toTarget } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { hash, timeMs } from './account-words.ts';

/** Until when a session may change keys, money and rights: its user has just proved himself again. SESSION_UNKNOWN when it ended. */
export const setStepUp = defineUnit({
  input: z.object({ by, idHash: hash, untilMs: timeMs }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, idHash, untilMs }) {
    const session = await tx.db
      .selectFrom('sessions')
      .select(['user_id', 'step_up_until'])
      .where('id_hash', '=', idHash)
      .executeTakeFirst();
    if (!session) throw new AppError('SESSION_UNKNOWN');
    if (session.step_up_until === untilMs) return;
    const user = await openUser(tx.db, session.user_id);
    await tx.db
      .updateTable('sessions')
      .set({ step_up_until: untilMs })
      .where('id_hash', '=', idHash)
      .execute();
    await audit(tx, by, { action: 'setStepUp', target: toTarget(user), details: { untilMs } });
  },
});
