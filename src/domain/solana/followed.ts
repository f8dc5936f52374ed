// Wallets and programs that somebody follows, and what is seen of them.
import { z } from 'zod';
import { decodedTransaction } from './decoded.ts';

export const followedAddress = z.object({
  address: z.string(),
  kind: z.enum(['wallet', 'program']),
  label: z.string().max(60),
  /** 1 is looked at first. */
  priority: z.int().min(1).max(5),
  addedAtMs: z.number(),
});

/** A page in the order of addresses, behind `after`: all of them are too many for one message. */
export const followedPage = z
  .object({ after: z.string().default(''), limit: z.int().min(1).max(1000).default(1000) })
  .prefault({})
  .optional();

export const followedState = followedAddress.extend({
  /** Up to here everything is recorded; null before the first transaction. */
  cursor: z.object({ signature: z.string(), slot: z.int() }).nullable(),
  /** `push`: told by a node as it happens; `catching-up`: older ones are being read; `waiting`: no node can be reached. */
  state: z.enum(['push', 'poll', 'catching-up', 'waiting']),
  lastSeenMs: z.number().nullable(),
  /** What is not complete, such as a cursor that the node no longer knows; null where all is. */
  says: z.string().nullable(),
});

/** One transaction in the life of a followed address, numbered without gaps in the order of recording. */
export const walletActivity = z.object({
  seq: z.int(),
  address: z.string(),
  /** `withdrawn`: it was recorded, and the chain took it back. */
  kind: z.enum(['transaction', 'withdrawn']),
  /** Older than one that was recorded before it, because no node had told of it in time. */
  isLate: z.boolean(),
  recordedAtMs: z.number(),
  transaction: decodedTransaction,
});

/** What a node is to us. Credits by the price list of common providers. */
export const endpointState = z.object({
  /** Without key or path. */
  name: z.string(),
  state: z.enum(['ready', 'slow', 'limited', 'behind', 'away']),
  slot: z.int().nullable(),
  latencyMs: z.number().nullable(),
  callsPerMinute: z.number(),
  limitPerSecond: z.number(),
  subscriptions: z.int(),
  errors: z.int(),
  says: z.string(),
});

export type FollowedAddress = z.infer<typeof followedAddress>;
export type FollowedState = z.infer<typeof followedState>;
export type WalletActivity = z.infer<typeof walletActivity>;
export type EndpointState = z.infer<typeof endpointState>;
