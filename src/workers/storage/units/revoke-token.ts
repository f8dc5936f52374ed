import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { AppError } from '../../../core/errors.ts';
import { audit } from '../repositories/audit.ts';
import { defineUnit } from '../unit.ts';
import { id } from './account-words.ts';

/** From now on the token opens nothing. TOKEN_UNKNOWN where there is none, or it is not the user's who asks. */
export const revokeToken = defineUnit({
  input: z.object({
    by,
    id,
    /** Whose it must be; null for those who may revoke any. */
    ownerId: id.nullable().default(null),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, id, ownerId }) {
    const row = await tx.db.selectFrom('api_tokens').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row || (ownerId !== null && row.user_id !== ownerId))
      throw new AppError('TOKEN_UNKNOWN', undefined, { details: { id } });
    if (row.revoked_at !== null) return;
    await tx.db.updateTable('api_tokens').set({ revoked_at: tx.nowMs }).where('id', '=', id).execute();
    await audit(tx, by, { action: 'revokeToken', target: `token:${id}`, details: { name: row.name } });
  },
});
