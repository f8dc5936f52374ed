// What is seen of Solana, as the gateway tells it. Amounts are decimal strings in base units, with the decimals of their token beside.
import { z } from 'zod';
import { endpointState, followedState } from '../domain/solana/followed.ts';
import { knownPool } from '../domain/solana/known-token.ts';
import { holder, safetyReport, tokenFacts, tokenPool } from '../domain/solana/safety.ts';
import { tokenPrice } from '../domain/solana/token-price.ts';

/** Base units; a minus stands before what is less than nothing. */
const units = z.string().regex(/^-?\d+$/);

/** Chosen by strangers, and made fit to be shown: without control and direction characters, cut, told with the mint where it pretends. */
export const tokenName = z.object({
  mint: z.string(),
  symbol: z.string(),
  name: z.string(),
  /** Null where nobody told them yet: amounts can only be shown in base units. */
  decimals: z.int().nullable(),
});

/** A piece of a sentence: text, or the name of a token or an address with all of it behind. */
export const said = z.object({
  text: z.string(),
  mint: z.string().optional(),
  address: z.string().optional(),
});

export const activityRow = z.object({
  /** Grows by each entry of any wallet; who knows the last one reads on with `afterSeq`. */
  seq: z.int(),
  address: z.string(),
  label: z.string(),
  /** `withdrawn`: what was told before under this signature, the chain took back. */
  kind: z.enum(['transaction', 'withdrawn']),
  isLate: z.boolean(),
  signature: z.string(),
  slot: z.int(),
  /** Of the block, or of recording where no node told it. */
  atMs: z.number(),
  recordedAtMs: z.number(),
  status: z.enum(['success', 'failed']),
  deed: z.enum(['buy', 'sell', 'swap', 'launch', 'liquidity', 'move', 'failed', 'other']),
  says: z.array(said),
  /** The same as one line. */
  plain: z.string(),
  /** Null where this wallet did not pay it. */
  feeLamports: units.nullable(),
  /** Instructions that were not understood. */
  notUnderstood: z.int(),
});

/** What was won and lost against one quote. */
export const quoteGains = z.object({
  quote: z.string(),
  symbol: z.string(),
  decimals: z.int(),
  realised: units,
  /** What is still held, at the price of now, less what it cost; null where a price is missing, see `says`. */
  unrealised: units.nullable(),
  cost: units,
  says: z.string().nullable(),
});

export const walletRow = z.object({
  ...followedState.shape,
  trades: z.int().nullable(),
  /** Null where they were not counted, see `gainsSay`. */
  gains: z.array(quoteGains).nullable(),
  gainsSay: z.string().nullable(),
});

export const positionRow = z.object({
  token: tokenName,
  buys: z.int(),
  sells: z.int(),
  held: units,
  spent: units,
  received: units,
  /** Received for tokens that were not seen to be bought: in no gain. */
  receivedWithoutCost: units,
  ...quoteGains.shape,
  firstAtMs: z.number(),
  lastAtMs: z.number(),
});

export const walletGainsView = z.object({
  wallet: z.string(),
  trades: z.int(),
  /** False where there are more trades than are counted at once. */
  isComplete: z.boolean(),
  totals: z.array(quoteGains),
  positions: z.array(positionRow),
});

export const holdingRow = z.object({
  token: tokenName,
  amount: units,
  priceUsd: z.string().nullable(),
  /** Exact decimal text. */
  valueUsd: z.string().nullable(),
  says: z.string().nullable(),
});

export const tokenRow = z.object({
  ...tokenName.shape,
  uri: z.string(),
  creator: z.string(),
  program: z.string(),
  /** The program's name; null for one that no platform claims. */
  platform: z.string().nullable(),
  pool: z.string(),
  launchedAtMs: z.number(),
  signature: z.string(),
  verdict: z.enum(['safe', 'caution', 'refuse']).nullable(),
  score: z.int().nullable(),
  /** What speaks against it, gravest first. */
  reasons: z.array(z.string()),
  price: tokenPrice.nullable(),
});

export const safetyView = safetyReport.extend({
  facts: tokenFacts.extend({
    supply: units.nullable(),
    pools: z
      .array(
        tokenPool.extend({
          quoteAmount: units,
          tokenAmount: units,
          quoteSymbol: z.string(),
          quoteDecimals: z.int().nullable(),
          platform: z.string().nullable(),
        }),
      )
      .nullable(),
    holders: z
      .array(
        holder.extend({
          amount: units,
          /** Hundredths of a percent of the supply; null where that is not known. */
          shareBps: z.number().nullable(),
        }),
      )
      .nullable(),
  }),
});

export const poolRow = knownPool.extend({ platform: z.string().nullable() });

export const tokenView = z.object({
  token: tokenName,
  /** Null for a token whose launch was not seen. */
  launch: tokenRow.nullable(),
  price: tokenPrice.nullable(),
  /** Why there is no price. */
  priceSays: z.string().nullable(),
  pools: z.array(poolRow),
  report: safetyView.nullable(),
});

/** One exchange of a followed wallet in a token. */
export const tradeRow = z.object({
  signature: z.string(),
  address: z.string(),
  label: z.string(),
  atMs: z.number(),
  side: z.enum(['buy', 'sell', 'swap']),
  token: tokenName,
  quote: tokenName,
  tokenAmount: units,
  quoteAmount: units,
});

export const chainState = z.object({
  status: z.enum(['Healthy', 'Degraded', 'Disconnected']),
  says: z.string(),
  followed: z.int(),
  catchingUp: z.int(),
  slot: z.int().nullable(),
  /** Of the last activity that was recorded. */
  activitySeq: z.int(),
  endpoints: z.array(endpointState),
});

export const walletFilter = z.strictObject({ wallet: z.string().max(44).optional() });
export const mintFilter = z.strictObject({ mint: z.string().max(44).optional() });

export const solanaTopics = {
  walletActivity: { filter: walletFilter, snapshot: z.array(activityRow), delta: activityRow },
  launches: { snapshot: z.array(tokenRow), delta: tokenRow },
  tokenPrices: { filter: mintFilter, snapshot: z.array(tokenPrice), delta: z.array(tokenPrice) },
  chain: { snapshot: chainState, delta: chainState },
} as const;

export type Said = z.output<typeof said>;
export type TokenName = z.output<typeof tokenName>;
export type ActivityRow = z.output<typeof activityRow>;
export type WalletRow = z.output<typeof walletRow>;
export type QuoteGains = z.output<typeof quoteGains>;
export type PositionRow = z.output<typeof positionRow>;
export type WalletGainsView = z.output<typeof walletGainsView>;
export type HoldingRow = z.output<typeof holdingRow>;
export type TokenRow = z.output<typeof tokenRow>;
export type TokenView = z.output<typeof tokenView>;
export type SafetyView = z.output<typeof safetyView>;
export type TradeRow = z.output<typeof tradeRow>;
export type ChainState = z.output<typeof chainState>;
