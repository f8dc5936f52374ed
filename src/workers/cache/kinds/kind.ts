// What the cache may hold: one object in one file for each kind, and a line in index.ts.
import type { z } from 'zod';

export type Kind = {
  readonly name: string;
  /** What a value is, in a few words: "… are kept". */
  readonly summary: string;
  /** How long a value is fresh. */
  readonly ttlMs: number;
  /** How long it may still be served after that, while it is renewed behind. */
  readonly staleMs: number;
  /** How long it is remembered that the source has no such thing. */
  readonly negativeTtlMs: number;
  /** Values in memory at most. */
  readonly max: number;
  /** Whether what was used last before an orderly stop is taken back from Redis at the start. */
  readonly warm: boolean;
  /** Plain JSON data; what does not fit is refused, wherever it comes from. */
  readonly schema: z.ZodType;
};

export function defineKind<const K extends Kind>(kind: K): K {
  return kind;
}
