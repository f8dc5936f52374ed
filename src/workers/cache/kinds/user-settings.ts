import { z } from 'zod';
import { defineKind } from './kind.ts';

export const userSettings = defineKind({
  name: 'userSettings',
  summary: 'settings of users',
  ttlMs: 5 * 60_000,
  staleMs: 60_000,
  negativeTtlMs: 30_000,
  max: 5000,
  warm: true,
  schema: z.object({
    userId: z.string(),
    language: z.string(),
    timeZone: z.string(),
    isMuted: z.boolean(),
  }),
});
