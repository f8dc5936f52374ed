import { z } from 'zod';
import { defineKind } from './kind.ts';

/** A count of base units: too large for a number, and money besides. */
const baseUnits = z.string().regex(/^\d{1,39}$/);

/** Balances as they are shown. An order is sized by what the chain says, never by what stands here. */
export const wallets = defineKind({
  name: 'wallets',
  summary: 'balances of wallets',
  ttlMs: 30_000,
  staleMs: 0,
  negativeTtlMs: 5000,
  max: 5000,
  warm: false,
  schema: z.object({
    address: z.string(),
    slot: z.int().min(0),
    lamports: baseUnits,
    tokens: z.array(z.object({ mint: z.string(), amount: baseUnits, decimals: z.int().min(0).max(255) })),
  }),
});
