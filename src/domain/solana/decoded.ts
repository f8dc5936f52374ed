// What a transaction did, as the decoder tells it.
import { z } from 'zod';
import { chainEvent, tokenAmount } from './chain-event.ts';

export const hop = z.object({
  /** The program that swapped, also one that nobody here can read; the router where it does not name that program. */
  program: z.string(),
  /** Null where the program cannot be read, or a router tells the amounts and not the pool. */
  pool: z.string().nullable(),
  input: tokenAmount,
  output: tokenAmount,
});

/** What one wallet exchanged in one transaction, by its balances. */
export const trade = z.object({
  trader: z.string(),
  /** `buy`: a quote (SOL, USDC, USDT) pays for another token; `sell` the reverse; `swap` what is neither. */
  side: z.enum(['buy', 'sell', 'swap']),
  /** SOL is what reaches the pool on a buy and what leaves it on a sell; fees of routers and platforms are not in it. */
  input: tokenAmount,
  output: tokenAmount,
  hops: z.array(hop),
});

export const notUnderstood = z.object({
  program: z.string(),
  /** Number of the outer instruction, and of the inner one where it is one; null where the whole transaction is meant. */
  instruction: z.string().nullable(),
  reason: z.string(),
});

/** What one wallet is left with; rent comes back with the account. */
export const walletChange = z.object({
  wallet: z.string(),
  /** Positive: it has more than before. The fee of the transaction is in it for who paid it. */
  lamports: z.bigint(),
  tokens: z.array(z.object({ mint: z.string(), amount: z.bigint() })),
  feeLamports: z.bigint(),
  tipLamports: z.bigint(),
  /** Put into new accounts, less what came back from closed ones. */
  rentLamports: z.bigint(),
});

export const decodedTransaction = z.object({
  signature: z.string(),
  slot: z.int(),
  blockTimeMs: z.number().nullable(),
  status: z.enum(['success', 'failed']),
  /** The node's JSON of a failure. */
  error: z.string().nullable(),
  trades: z.array(trade),
  events: z.array(chainEvent),
  /** Of each signer, and of each other wallet that traded. */
  changes: z.array(walletChange),
  notUnderstood: z.array(notUnderstood),
  /** Of each token in its balances; missing in what was recorded before this was told. */
  decimals: z.record(z.string(), z.int()).optional(),
});

export type Hop = z.infer<typeof hop>;
export type Trade = z.infer<typeof trade>;
export type NotUnderstood = z.infer<typeof notUnderstood>;
export type WalletChange = z.infer<typeof walletChange>;
export type DecodedTransaction = z.infer<typeof decodedTransaction>;
