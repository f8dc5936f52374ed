// What happened on the chain, in words of the trade. Amounts are in base units: lamports for SOL, which is told as its wrapped mint.
import { z } from 'zod';

const address = z.string().min(32).max(44);
const atoms = z.bigint().nonnegative();

export const tokenAmount = z.object({ mint: address, amount: atoms });

const of = {
  /** Into `instructions` of the transaction. */
  instruction: z.int(),
  /** The program that did it. */
  program: address,
};
const onPool = { ...of, pool: address };

/** One exchange against one pool or book: `input` is what it has more after it, `output` what it has less, fees that it pays out of this included. */
export const swapEvent = z.object({
  type: z.literal('swap'),
  ...onPool,
  /** Whose authority moved the tokens: a person, or a router's own account. */
  user: address,
  input: tokenAmount,
  output: tokenAmount,
});

/** A router's own word on what it did, for hops through programs that nobody here can read. */
export const routedSwapEvent = z.object({
  type: z.literal('routedSwap'),
  ...of,
  /** The program that the router went through; null where it does not say. */
  through: address.nullable(),
  input: tokenAmount,
  output: tokenAmount,
});

export const chainEvent = z.discriminatedUnion('type', [
  swapEvent,
  routedSwapEvent,
  z.object({
    type: z.literal('tokenLaunched'),
    ...onPool,
    mint: address,
    creator: address,
    name: z.string(),
    symbol: z.string(),
    uri: z.string(),
    quoteMint: address,
  }),
  z.object({
    type: z.literal('poolCreated'),
    ...onPool,
    creator: address,
    mints: z.array(address),
    amounts: z.array(tokenAmount),
  }),
  z.object({
    type: z.literal('liquidityAdded'),
    ...onPool,
    user: address,
    amounts: z.array(tokenAmount),
  }),
  z.object({
    type: z.literal('liquidityRemoved'),
    ...onPool,
    user: address,
    amounts: z.array(tokenAmount),
  }),
  /** A bonding curve is full and its liquidity goes to a pool; null where the transaction does not name the new one. */
  z.object({ type: z.literal('migrated'), ...onPool, mint: address, to: address.nullable() }),
  z.object({ type: z.literal('solMoved'), ...of, from: address, to: address, lamports: atoms }),
  /** `from` and `to` are the owners of the token accounts, or these themselves where nobody says the owner. */
  z.object({ type: z.literal('tokenMoved'), ...of, from: address, to: address, ...tokenAmount.shape }),
  z.object({ type: z.literal('tokenMinted'), ...of, to: address, ...tokenAmount.shape }),
  z.object({ type: z.literal('tokenBurned'), ...of, from: address, ...tokenAmount.shape }),
  z.object({
    type: z.literal('authorityChanged'),
    ...of,
    /** The mint or token account. */
    account: address,
    kind: z.string(),
    /** Null: nobody any more. */
    to: address.nullable(),
  }),
  z.object({
    type: z.literal('accountFrozen'),
    ...of,
    account: address,
    mint: address,
    isFrozen: z.boolean(),
  }),
]);

export type TokenAmount = z.infer<typeof tokenAmount>;
export type SwapEvent = z.infer<typeof swapEvent>;
export type RoutedSwapEvent = z.infer<typeof routedSwapEvent>;
export type ChainEvent = z.infer<typeof chainEvent>;
