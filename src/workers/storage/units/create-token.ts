import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { AppError } from '../../../core/errors.ts';
import { audit } from '../repositories/audit.ts';
import { limitReached, MAX_TOKENS_OF_USER } from '../repositories/limits.ts';
import { liveTokensOf, toToken } from '../repositories/tokens.ts';
import { openUser } from '../repositories/users.ts';
import { roles } from '../tables.ts';
import { defineUnit } from '../unit.ts';
import { areas, hash, id, label, role, timeMs, token } from './account-words.ts';

/** Makes an API token of a user, with a role of at most the user's: ROLE_EXCEEDED otherwise. */
export const createToken = defineUnit({
  input: z.object({
    by,
    id,
    /** Of its text, which is shown once and never stored. */
    hash,
    name: label,
    userId: id,
    role,
    /** Null is everything that the role may. */
    areas: areas.nullable(),
    expiresAtMs: timeMs.nullable(),
  }),
  output: token,
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, id, hash, name, userId, role, areas, expiresAtMs }) {
    const user = await openUser(tx.db, userId);
    const known = await tx.db.selectFrom('api_tokens').selectAll().where('id', '=', id).executeTakeFirst();
    if (known && known.hash !== hash) throw new AppError('KEY_REUSED', undefined, { details: { key: id } });
    if (known) return toToken(known, user);
    if (roles.indexOf(role) > roles.indexOf(user.role)) throw new AppError('ROLE_EXCEEDED');
    const present = await liveTokensOf(tx.db, tx.nowMs, userId);
    if (present.length >= MAX_TOKENS_OF_USER) throw limitReached('tokens', MAX_TOKENS_OF_USER);
    const row = {
      id,
      hash,
      name,
      user_id: userId,
      role,
      areas: areas && JSON.stringify(areas),
      created_at: tx.nowMs,
      expires_at: expiresAtMs,
      used_at: null,
      revoked_at: null,
    };
    await tx.insert('api_tokens', [row]);
    await audit(tx, by, {
      action: 'createToken',
      target: `token:${id}`,
      details: { name, owner: user.name, role, areas, expiresAtMs },
    });
    return toToken(row, user);
  },
});
