// The amounts of a swap by what went into the vaults of a pool and came out of them: right whatever the instruction was called.
import type { SwapEvent } from '../../domain/solana/chain-event.ts';
import { type TokenMove, tokenAccountsOf, toTokenMove } from '../../domain/solana/token-moves.ts';
import {
  type Address,
  type ChainTransaction,
  callsOf,
  type Instruction,
} from '../../domain/solana/transaction.ts';
import type { Unread } from '../platform.ts';

export type PoolAccounts = {
  readonly pool: Address | undefined;
  readonly user: Address | undefined;
  /** Token accounts of the pool, in any order. */
  readonly vaults: readonly (Address | undefined)[];
};

export function swapByVaults(
  instruction: Instruction,
  transaction: ChainTransaction,
  { pool, user, vaults }: PoolAccounts,
): SwapEvent | Unread {
  if (pool === undefined || user === undefined || vaults.includes(undefined))
    return { notUnderstood: 'accounts are missing' };
  const moves = movesOf(instruction, transaction);
  const into = moves.filter(({ to, from }) => vaults.includes(to ?? '') && !vaults.includes(from ?? ''));
  const out = moves.filter(({ to, from }) => vaults.includes(from ?? '') && !vaults.includes(to ?? ''));
  const input = sumOf(into, ({ amount, fee }) => amount - fee);
  const output = sumOf(out, ({ amount }) => amount);
  if (input === undefined || output === undefined)
    return { notUnderstood: 'no single token went in and another came out' };
  const { index, program } = instruction;
  return { type: 'swap', instruction: index, program, pool, user, input, output };
}

/** Tokens that the instruction had moved, by whatever it called. */
export function movesOf(instruction: Instruction, transaction: ChainTransaction): readonly TokenMove[] {
  const known = tokenAccountsOf(transaction);
  return callsOf(transaction, instruction)
    .map((called) => toTokenMove(called, known))
    .filter((move) => move !== undefined);
}

function sumOf(moves: readonly TokenMove[], amountOf: (move: TokenMove) => bigint) {
  const [first] = moves;
  if (first === undefined || moves.some(({ mint }) => mint !== first.mint)) return undefined;
  return { mint: first.mint, amount: moves.reduce((sum, move) => sum + amountOf(move), 0n) };
}
