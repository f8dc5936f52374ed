// What became of the tokens that somebody launched before.
import type { KnownToken } from '../../../domain/solana/known-token.ts';
import { readCurve } from './accounts/read-curve.ts';
import { readPool } from './accounts/read-pool.ts';
import type { Account } from './node-calls.ts';

/** So long it may take until somebody buys. */
const FRESH_MS = 3_600_000;
const EMPTY_LAMPORTS = 100_000_000n;
/** Of shares: what a program keeps back, so that a pool is never empty. */
const EMPTY_SHARES = 1_000_000n;

export function toHistory(
  tokens: readonly KnownToken[],
  poolOf: ReadonlyMap<string, Account>,
  nowMs: number,
): { launched: number; collapsed: number } {
  const old = tokens.filter(({ launchedAtMs }) => launchedAtMs < nowMs - FRESH_MS);
  return { launched: tokens.length, collapsed: old.filter(({ pool }) => isEmpty(poolOf.get(pool))).length };
}

/** Closed, a curve that nobody is on any more, or a pool whose shares were taken back. */
function isEmpty(account: Account | undefined): boolean {
  if (account === undefined) return true;
  const curve = readCurve(account);
  if (curve !== undefined) return !curve.isComplete && curve.realQuote < EMPTY_LAMPORTS;
  const pool = readPool(account);
  return pool !== undefined && pool.lpSupply < EMPTY_SHARES;
}
