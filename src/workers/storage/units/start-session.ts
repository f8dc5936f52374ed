import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { AppError } from '../../../core/errors.ts';
import { audit } from '../repositories/audit.ts';
import { openUser, toTarget } from '../repositories/users.ts';
import { defineUnit, type Tx } from '../unit.ts';
import { hash, id, passwordHash, timeMs } from './account-words.ts';
import { text } from './words.ts';

/** Of one user at once; the oldest end beyond. */
const MAX_SESSIONS = 20;
/** Much longer than the gateway lets one live. */
const OLD_MS = 7 * 24 * 3600_000;

/** Signs a user in who was found right. SIGN_IN_OUTDATED where the password was changed meanwhile. */
export const startSession = defineUnit({
  input: z.object({
    by,
    /** Of the random id, which only the browser has. */
    idHash: hash,
    userId: id,
    /** Against which the password was found right. */
    passwordHash,
    /** The session that it takes the place of, if any. */
    replaces: hash.nullable().default(null),
    stepUpUntilMs: timeMs.nullable(),
    /** What the browser calls itself. */
    agent: text.max(300),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'refuse',
  async run(tx, { by, idHash, userId, passwordHash, replaces, stepUpUntilMs, agent }) {
    const user = await openUser(tx.db, userId);
    if (user.password_hash !== passwordHash) throw new AppError('SIGN_IN_OUTDATED');
    const known = await tx.db
      .selectFrom('sessions')
      .select('user_id')
      .where('id_hash', '=', idHash)
      .executeTakeFirst();
    if (known && known.user_id !== userId)
      throw new AppError('KEY_REUSED', undefined, { details: { key: 'session' } });
    if (known) return;
    await makeRoom(tx, userId, replaces);
    const row = {
      id_hash: idHash,
      user_id: userId,
      created_at: tx.nowMs,
      seen_at: tx.nowMs,
      step_up_until: stepUpUntilMs,
      address: by.address,
      agent,
    };
    await tx.insert('sessions', [row]);
    await audit(tx, by, { action: 'startSession', target: toTarget(user), details: { agent } });
  },
});

async function makeRoom({ db, nowMs }: Tx, userId: string, replaces: string | null): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('created_at', '<', nowMs - OLD_MS)
    .execute();
  if (replaces !== null) await db.deleteFrom('sessions').where('id_hash', '=', replaces).execute();
  const present = await db
    .selectFrom('sessions')
    .select('id_hash')
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .execute();
  const beyond = present.slice(MAX_SESSIONS - 1).map(({ id_hash }) => id_hash);
  if (beyond.length > 0) await db.deleteFrom('sessions').where('id_hash', 'in', beyond).execute();
}
