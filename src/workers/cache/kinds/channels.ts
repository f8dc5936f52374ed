import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Channels that post token calls, with the statistics computed from how their calls went. */
export const channels = defineKind({
  name: 'channels',
  summary: 'statistics of call channels',
  ttlMs: 30 * 60_000,
  staleMs: 10 * 60_000,
  negativeTtlMs: 60_000,
  max: 1000,
  warm: true,
  schema: z.object({
    id: z.string(),
    title: z.string(),
    calls: z.int().min(0),
    winRate: z.number().min(0).max(1).nullable(),
    averageGain: z.number().nullable(),
  }),
});
