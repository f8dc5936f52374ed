import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { AppError } from '../../../core/errors.ts';
import { audit } from '../repositories/audit.ts';
import { MAX_USERS, refuseBeyond } from '../repositories/limits.ts';
import { toTarget, toUser } from '../repositories/users.ts';
import { defineUnit } from '../unit.ts';
import { id, label, passwordHash, role, user } from './account-words.ts';

/**
 * Makes an account. NAME_TAKEN where there is one of that name; with `mustBeFirst` SETUP_DONE where there is any, so that of
 * two who set up at once one becomes the administrator.
 */
export const createUser = defineUnit({
  input: z.object({ by, id, name: label, passwordHash, role, mustBeFirst: z.boolean().default(false) }),
  output: user,
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, id, name, passwordHash, role, mustBeFirst }) {
    const { db } = tx;
    const known = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    if (known && known.name !== name) throw new AppError('KEY_REUSED', undefined, { details: { key: id } });
    if (known) return toUser(known);
    const other = db.selectFrom('users').select('id').limit(1);
    if (mustBeFirst && (await other.executeTakeFirst())) throw new AppError('SETUP_DONE');
    if (await other.where('name', '=', name).executeTakeFirst())
      throw new AppError('NAME_TAKEN', undefined, { details: { name } });
    await refuseBeyond(db, 'users', MAX_USERS);
    const row = {
      id,
      name,
      password_hash: passwordHash,
      role,
      totp: null,
      totp_step: null,
      created_at: tx.nowMs,
      disabled_at: null,
    };
    await tx.insert('users', [row]);
    await audit(tx, by, {
      action: 'createUser',
      target: toTarget(row),
      details: { id, role, isFirst: mustBeFirst },
    });
    return toUser(row);
  },
});
