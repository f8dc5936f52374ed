import { z } from 'zod';

/** A token that was seen to be launched. */
export const knownToken = z.object({
  mint: z.string(),
  name: z.string(),
  symbol: z.string(),
  uri: z.string(),
  creator: z.string(),
  program: z.string(),
  pool: z.string(),
  launchedAtMs: z.number(),
  signature: z.string(),
  /** Of its last report; null where nobody looked yet. */
  verdict: z.enum(['safe', 'caution', 'refuse']).nullable(),
  score: z.int().nullable(),
});

export const knownPool = z.object({
  pool: z.string(),
  program: z.string(),
  mints: z.tuple([z.string(), z.string()]),
  creator: z.string(),
  createdAtMs: z.number(),
  signature: z.string(),
});

export type KnownToken = z.infer<typeof knownToken>;
export type KnownPool = z.infer<typeof knownPool>;
