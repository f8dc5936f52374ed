// The tokens that actors know of, with what is talked about them; plain data, so that it can be put away.
import type { Address } from '@solana/kit';
import type { CpmmPool } from '../interfaces/cpmm.ts';
import type { Curve } from '../interfaces/curve.ts';

export type Token = {
  readonly mint: Address;
  readonly program: Address;
  readonly decimals: number;
  readonly symbol: string;
  /** Name of the wallet that made it. */
  readonly creator: string;
  readonly curve: Curve | null;
  pool: CpmmPool | null;
  readonly bornSlot: number;
  /** 0 to 1: how much it will be talked about, which only few know before. */
  readonly appeal: number;
  /** After so many slots nobody talks about it any more. */
  readonly lifeSlots: number;
  /** Kept back of each move. */
  readonly taxBps: number;
  /** It was there from the start and stays. */
  readonly isSettled: boolean;
  /** What it is worth to those who know, now and in the long run, in lamports for an atom; null for one that is worth what is paid for it. */
  worth: { now: number; readonly usual: number } | null;
  /** Lamports for an atom, one each time it was looked at, the newest last. Floats: nobody is paid by them. */
  prices: number[];
  /** Nobody trades in it any more: its liquidity is gone, its curve is complete, or newer ones have taken its place. */
  isOver: boolean;
  /** When that was seen. */
  overSlot: number | null;
  /** It was taken off the chain, which is not final yet. */
  isBuried: boolean;
};

/** Of the prices of a token. */
const KEPT_PRICES = 40;
/** Beside those that stay; one more ends the oldest. */
export const MAX_LIVE_TOKENS = 60;

export type TokenBook = ReturnType<typeof createTokenBook>;

export function createTokenBook(saved: readonly Token[] = []) {
  const tokens = new Map<string, Token>(saved.map((token) => [token.mint, token]));
  return {
    find: (mint: string) => tokens.get(mint),
    all: (): readonly Token[] => [...tokens.values()],
    /** Those in which somebody can trade. */
    live: (): readonly Token[] => [...tokens.values()].filter(({ isOver }) => !isOver),
    /** Those in which nobody trades any more and which are still on the chain, oldest first. */
    over: (): readonly Token[] =>
      [...tokens.values()].filter(({ isOver, isSettled }) => isOver && !isSettled),
    add(token: Token) {
      tokens.set(token.mint, token);
      const passing = [...tokens.values()].filter(({ isSettled, isOver }) => !isSettled && !isOver);
      for (const oldest of passing.slice(0, Math.max(0, passing.length - MAX_LIVE_TOKENS)))
        oldest.isOver = true;
    },
    remove: (mint: string) => void tokens.delete(mint),
    priced(token: Token, lamports: number) {
      token.prices.push(lamports);
      if (token.prices.length > KEPT_PRICES) token.prices.shift();
    },
  };
}

/** 0 to 1: how much it is talked about now. It rises for a quarter of its life and then fades. */
export function heatOf({ appeal, bornSlot, lifeSlots, isSettled }: Token, slot: number): number {
  if (isSettled) return 0.2;
  const age = (slot - bornSlot) / lifeSlots;
  if (age < 0 || age >= 1) return 0.01;
  return appeal * (age < 0.25 ? 0.3 + 2.8 * age : (1 - age) / 0.75);
}

/** By how much the price is above what it was so many looks ago, as a share of it. */
export function risenBy({ prices }: Token, looks: number): number {
  const last = prices.at(-1);
  const before = prices.at(-1 - looks);
  return last === undefined || before === undefined || before === 0 ? 0 : last / before - 1;
}

/** By how much the price is above the mean of all looks that are kept. */
export function aboveMean({ prices }: Token): number {
  const last = prices.at(-1);
  if (last === undefined) return 0;
  const mean = prices.reduce((sum, price) => sum + price, 0) / prices.length;
  return mean === 0 ? 0 : last / mean - 1;
}
