import { z } from 'zod';
import { liveTokensOf, toOwnedToken } from '../repositories/tokens.ts';
import { defineRead } from '../unit.ts';
import { timeMs, token } from '../units/account-words.ts';

/** Tokens that are neither revoked nor expired, of one user or of all; the oldest first. */
export const tokens = defineRead({
  input: z.object({ userId: z.string().optional(), nowMs: timeMs }),
  output: z.array(token),
  isQuick: true,
  run: async (db, { userId, nowMs }) => (await liveTokensOf(db, nowMs, userId)).map(toOwnedToken),
});
