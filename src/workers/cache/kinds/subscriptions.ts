import { z } from 'zod';
import { defineKind } from './kind.ts';

/** For menus and limits. A payment or a paid right is decided by storage, never by what stands here. */
export const subscriptions = defineKind({
  name: 'subscriptions',
  summary: 'subscriptions of users',
  ttlMs: 5 * 60_000,
  staleMs: 60_000,
  negativeTtlMs: 30_000,
  max: 5000,
  warm: true,
  schema: z.object({
    userId: z.string(),
    plan: z.string(),
    status: z.enum(['active', 'grace', 'ended']),
    endsAtMs: z.int().nullable(),
  }),
});
