import { z } from 'zod';
import { defineRead } from '../unit.ts';
import { role, timeMs } from '../units/account-words.ts';

/** A session with its user, by the hash of its id; null when it ended or the account was closed. How old it may be the gateway judges. */
export const session = defineRead({
  input: z.object({ idHash: z.string() }),
  output: z
    .object({
      userId: z.string(),
      name: z.string(),
      role,
      hasTotp: z.boolean(),
      createdAtMs: timeMs,
      seenAtMs: timeMs,
      stepUpUntilMs: timeMs.nullable(),
      address: z.string(),
      agent: z.string(),
    })
    .nullable(),
  isQuick: true,
  async run(db, { idHash }) {
    const row = await db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .selectAll('sessions')
      .select(['users.name', 'users.role', 'users.totp'])
      .where('id_hash', '=', idHash)
      .where('users.disabled_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    return {
      userId: row.user_id,
      name: row.name,
      role: row.role,
      hasTotp: row.totp !== null,
      createdAtMs: row.created_at,
      seenAtMs: row.seen_at,
      stepUpUntilMs: row.step_up_until,
      address: row.address,
      agent: row.agent,
    };
  },
});
