import { z } from 'zod';
import { liveTokenByHash, toOwnedToken } from '../repositories/tokens.ts';
import { defineRead } from '../unit.ts';
import { timeMs, token } from '../units/account-words.ts';

/** Null when it was revoked or has expired, or the account of its user was closed. Its role is never more than the user's. */
export const tokenByHash = defineRead({
  input: z.object({ hash: z.string(), nowMs: timeMs }),
  output: token.nullable(),
  isQuick: true,
  async run(db, { hash, nowMs }) {
    const row = await liveTokenByHash(db, nowMs, hash);
    return row ? toOwnedToken(row) : null;
  },
});
