// What is known of a token before somebody buys it, and what is to be thought of that.
import { z } from 'zod';

const atoms = z.bigint();
const address = z.string();

export const tokenExtension = z.object({
  /** As the token program calls it: `transferFeeConfig`, `transferHook`, `permanentDelegate`, `defaultAccountState`, `nonTransferable`, `pausable`, … */
  name: z.string(),
  /** Who may change or use it; null: nobody any more. */
  authority: address.nullable(),
  /** Its own figures by name, such as `transferFeeBps`. */
  figures: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const holder = z.object({
  owner: address,
  amount: atoms,
  /** What it is where that is known: it is no holder then. */
  kind: z.enum(['wallet', 'pool', 'curve', 'burned', 'locked', 'creator']),
});

export const tokenPool = z.object({
  pool: address,
  program: address,
  /** The liquidity of a curve is nobody's: it buys back all that it sold. Its `quoteAmount` is what was paid in. */
  kind: z.enum(['pool', 'curve']).default('pool'),
  quoteMint: address,
  quoteAmount: atoms,
  tokenAmount: atoms,
  /** Shares of the liquidity, in hundredths of a percent: burned, locked, or held by somebody who can take it out. */
  burnedBps: z.number(),
  lockedBps: z.number(),
  /** Who can take most of it out; null where nobody can. */
  owner: address.nullable(),
  createdAtMs: z.number().nullable(),
});

/** Null is always: not known, which is a reason to refuse. */
export const tokenFacts = z.object({
  mint: address,
  atMs: z.number(),
  slot: z.int(),
  program: address.nullable(),
  decimals: z.int().nullable(),
  supply: atoms.nullable(),
  /** `none` where it was given up. */
  mintAuthority: z.union([address, z.literal('none')]).nullable(),
  freezeAuthority: z.union([address, z.literal('none')]).nullable(),
  extensions: z.array(tokenExtension).nullable(),
  metadata: z
    .object({ name: z.string(), symbol: z.string(), uri: z.string(), isMutable: z.boolean() })
    .nullable(),
  pools: z.array(tokenPool).nullable(),
  /** Largest first, at most 20. */
  holders: z.array(holder).nullable(),
  createdAtMs: z.number().nullable(),
  creator: address.nullable(),
  /** Tokens that this creator launched before, and how many of them lost nearly all of their liquidity. */
  creatorTokens: z.object({ launched: z.int(), collapsed: z.int() }).nullable(),
  /** Bought and sold again by simulation. `lostBps`: of what was paid, in hundredths of a percent, fees of the pool included. */
  roundTrip: z
    .object({ canBuy: z.boolean(), canSell: z.boolean(), lostBps: z.number().nullable(), says: z.string() })
    .nullable(),
});

export const safetyFinding = z.object({
  /** The check, by its name in `safety/`. */
  check: z.string(),
  /** `unknown` counts as a refusal. */
  outcome: z.enum(['pass', 'warn', 'refuse', 'unknown']),
  /** One sentence with the figure and the limit. */
  says: z.string(),
});

export const safetyReport = z.object({
  mint: address,
  atMs: z.number(),
  /** 0 to 100. */
  score: z.int(),
  verdict: z.enum(['safe', 'caution', 'refuse']),
  findings: z.array(safetyFinding),
  facts: tokenFacts,
});

export type TokenExtension = z.infer<typeof tokenExtension>;
export type TokenFacts = z.infer<typeof tokenFacts>;
export type TokenPool = z.infer<typeof tokenPool>;
export type Holder = z.infer<typeof holder>;
export type SafetyFinding = z.infer<typeof safetyFinding>;
export type SafetyReport = z.infer<typeof safetyReport>;
