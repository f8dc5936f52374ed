// Solana: followed wallets, what they do, win and hold; tokens, their launches, prices and safety.

import { z } from 'zod';
import { endpointState } from '../domain/solana/followed.ts';
import { defineRoute } from './route.ts';
import {
  activityRow,
  holdingRow,
  safetyView,
  tokenRow,
  tokenView,
  tradeRow,
  walletGainsView,
  walletRow,
} from './solana-words.ts';
import { shownText } from './words.ts';

const ofSolana = { area: 'solana', access: 'viewer' } as const;
const byTrader = { area: 'solana', access: 'trader' } as const;

const address = z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'is no address of Solana');
const ofWallet = z.strictObject({ wallet: address });
const ofMint = z.strictObject({ mint: address });
const limit = z.coerce.number().int().min(1);
const timeMs = z.coerce.number().min(0);
const seq = z.coerce.number().int().min(0);
const label = shownText.max(60);
const priority = z.int().min(1).max(5);

export const wallets = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/wallets',
  summary: 'List the wallets that are followed, with their state and what they won and lost',
  reply: z.array(walletRow),
});

export const followWallet = defineRoute({
  ...byTrader,
  method: 'POST',
  path: '/api/solana/wallets',
  summary: 'Follow a wallet from now on',
  body: z.strictObject({ address, label: label.default(''), priority: priority.default(3) }),
});

export const changeWallet = defineRoute({
  ...byTrader,
  method: 'PATCH',
  path: '/api/solana/wallets/{wallet}',
  summary: 'Change the label or the priority of a followed wallet',
  params: ofWallet,
  body: z.strictObject({ label: label.optional(), priority: priority.optional() }),
});

export const unfollowWallet = defineRoute({
  ...byTrader,
  method: 'DELETE',
  path: '/api/solana/wallets/{wallet}',
  summary: 'Follow a wallet no longer; what was recorded of it stays',
  params: ofWallet,
});

export const walletGains = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/wallets/{wallet}/gains',
  summary: 'Tell what a followed wallet won and lost, token by token, by average cost, for each quote apart',
  params: ofWallet,
  reply: walletGainsView,
});

export const walletHoldings = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/wallets/{wallet}/holdings',
  summary: 'Tell what a wallet holds now, SOL included',
  params: ofWallet,
  reply: z.array(holdingRow),
});

export const walletTradesAsCsv = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/wallets/{wallet}/trades.csv',
  summary: 'Give all trades of a followed wallet as CSV (RFC 4180), oldest first',
  params: ofWallet,
  reply: z.string(),
  replyType: 'text/csv; charset=utf-8',
});

export const walletActivity = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/activity',
  summary:
    'List what followed wallets did, newest first; with `afterSeq` oldest first from there, which misses nothing',
  query: z.strictObject({
    wallet: address.optional(),
    beforeSeq: seq.optional(),
    afterSeq: seq.optional(),
    limit: limit.max(200).default(50),
  }),
  reply: z.object({ activity: z.array(activityRow), hasMore: z.boolean() }),
});

export const solanaTransaction = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/transactions/{signature}',
  summary: 'Tell what a transaction did, in plain words and as it was decoded',
  params: z.strictObject({
    signature: z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{64,88}$/, 'is no signature of Solana'),
  }),
  reply: z.object({
    signature: z.string(),
    slot: z.int(),
    atMs: z.number().nullable(),
    status: z.enum(['success', 'failed']),
    /** The chain took it back. */
    isWithdrawn: z.boolean(),
    /** One sentence for each wallet that traded, or one for all. */
    says: z.array(activityRow.pick({ address: true, deed: true, says: true, plain: true })),
    /** The decode; whole numbers that a float could not hold are text. */
    decoded: z.json(),
  }),
});

export const mints = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/tokens',
  summary: 'List tokens that were seen to be launched, newest first',
  query: z.strictObject({
    /** A mint, or a part of a symbol or name. */
    search: z.string().max(44).optional(),
    verdict: z.enum(['safe', 'caution', 'refuse', 'unknown']).optional(),
    /** The name of a platform, such as `pump-fun`. */
    platform: z.string().max(40).optional(),
    beforeMs: timeMs.optional(),
    limit: limit.max(200).default(50),
  }),
  reply: z.array(tokenRow),
});

export const mint = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/tokens/{mint}',
  summary: 'Tell what is known of a token: launch, price, pools, its last safety report',
  params: ofMint,
  reply: tokenView,
});

export const mintCandles = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/tokens/{mint}/candles',
  summary: 'Give candles of a token in US dollars, oldest first',
  params: ofMint,
  query: z.strictObject({
    interval: z.enum(['1m', '15m', '1h', '1d']).default('1m'),
    beforeMs: timeMs.optional(),
    limit: limit.max(1000).default(300),
  }),
  reply: z.array(
    z.object({
      openMs: z.number(),
      open: z.string(),
      high: z.string(),
      low: z.string(),
      close: z.string(),
      volumeUsd: z.number(),
      trades: z.int(),
    }),
  ),
});

export const mintTrades = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/tokens/{mint}/trades',
  summary: 'List the last trades of followed wallets in a token, newest first',
  params: ofMint,
  query: z.strictObject({ limit: limit.max(500).default(100) }),
  reply: z.array(tradeRow),
});

export const inspectMint = defineRoute({
  ...byTrader,
  method: 'POST',
  path: '/api/solana/tokens/{mint}/inspect',
  summary: 'Look at a token anew and give its safety report',
  params: ofMint,
  reply: safetyView,
});

export const solanaEndpoints = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/endpoints',
  summary: 'Tell how each Solana node does',
  reply: z.array(endpointState),
});

export const solanaPrograms = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/programs',
  summary: 'Tell how well the instructions of each program are understood',
  reply: z.array(
    z.object({
      program: z.string(),
      platform: z.string().nullable(),
      understood: z.int(),
      notUnderstood: z.int(),
      reason: z.string().nullable(),
      /** Its interface changed: it was understood and is not any more. */
      isBroken: z.boolean(),
    }),
  ),
});

export const priceFeeds = defineRoute({
  ...ofSolana,
  method: 'GET',
  path: '/api/solana/feeds',
  summary: 'Tell how each source of token prices does',
  reply: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['ready', 'limited', 'away', 'off']),
      says: z.string(),
      lastMs: z.number().nullable(),
    }),
  ),
});
