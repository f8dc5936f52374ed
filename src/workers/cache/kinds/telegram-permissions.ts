import { z } from 'zod';
import { defineKind } from './kind.ts';

/** What a member may do in a chat. Never stale: who lost a right must lose it here in time. */
export const telegramPermissions = defineKind({
  name: 'telegramPermissions',
  summary: 'rights of members in Telegram chats',
  ttlMs: 5 * 60_000,
  staleMs: 0,
  negativeTtlMs: 30_000,
  max: 1000,
  warm: false,
  schema: z.object({
    chatId: z.string(),
    userId: z.string(),
    role: z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']),
    canPost: z.boolean(),
  }),
});
