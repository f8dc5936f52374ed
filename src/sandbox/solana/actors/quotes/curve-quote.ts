// What a trade on the bonding curve will move, to the last atom.
import { realRules } from '../../interfaces/curve.ts';

export type CurveState = {
  readonly virtualTokens: bigint;
  readonly virtualLamports: bigint;
  /** Of the tokens and lamports, what is really there. */
  readonly realTokens: bigint;
  readonly realLamports: bigint;
  readonly isComplete: boolean;
};

/** `lamports` is what reaches or leaves the curve, fees aside. */
export type CurveQuote = { readonly tokens: bigint; readonly lamports: bigint };

const PARTS = 10_000n;

/** So many lamports, fees included; undefined where they buy nothing. */
export function quoteCurveBuy(curve: CurveState, spent: bigint): CurveQuote | undefined {
  const { virtualTokens, virtualLamports, realTokens } = curve;
  const net = (spent * PARTS) / (PARTS + realRules.feeBps + realRules.creatorFeeBps);
  if (curve.isComplete || net < 2n) return undefined;
  const wanted = ((net - 1n) * virtualTokens) / (virtualLamports + net - 1n);
  const tokens = wanted > realTokens ? realTokens : wanted;
  if (tokens === 0n) return undefined;
  return { tokens, lamports: (tokens * virtualLamports) / (virtualTokens - tokens) + 1n };
}

/** Undefined where the curve does not take them. */
export function quoteCurveSale(curve: CurveState, tokens: bigint): CurveQuote | undefined {
  const { virtualTokens, virtualLamports, realLamports } = curve;
  const lamports = (tokens * virtualLamports) / (virtualTokens + tokens);
  if (curve.isComplete || tokens === 0n || lamports > realLamports || lamports < 3n) return undefined;
  return { tokens, lamports };
}
