// The amounts of a swap by what went into the vaults of a pool and came out of them: right whatever the instruction was called.
import type { SwapEvent, TokenAmount } from '../../domain/solana/chain-event.ts';
import { type TokenMove, tokenAccountsOf, toTokenMove } from '../../domain/solana/token-moves.ts';
import {
  type Address,
  type ChainTransaction,
  callsOf,
  type Instruction,
} from '../../domain/solana/transaction.ts';
import type { Unread } from '../platform.ts';
import { untoldFeeOf } from './untold-fee.ts';

export type PoolAccounts = {
  readonly pool: Address | undefined;
  readonly user: Address | undefined;
  /** Token accounts of the pool, in any order. */
  readonly vaults: readonly (Address | undefined)[];
  /** Token accounts that a fee of somebody else goes to: what moves to them is no part of the swap. */
  readonly aside?: readonly (Address | undefined)[];
};

export function swapByVaults(
  instruction: Instruction,
  transaction: ChainTransaction,
  { pool, user, vaults, aside = [] }: PoolAccounts,
): SwapEvent | Unread {
  if (pool === undefined || user === undefined || vaults.includes(undefined))
    return { notUnderstood: 'accounts are missing' };
  const moves = movesOf(instruction, transaction);
  const own = netFlows(
    moves.filter(({ to }) => !aside.includes(to ?? '')),
    vaults,
  );
  // Who takes the fee may be the user, to the account that what was bought goes to.
  const flows = own.length === 1 ? netFlows(moves, vaults) : own;
  if (flows.length !== 2) return { notUnderstood: 'no single token went in and another came out' };
  const [input, output] = flows.toSorted((a, b) => Number(b.amount - a.amount)) as [TokenAmount, TokenAmount];
  if (input.amount < 0n || output.amount > 0n || input.amount === output.amount)
    return { notUnderstood: 'no single token went in and another came out' };
  const { index, program } = instruction;
  const paid = { mint: output.mint, amount: -output.amount };
  return { type: 'swap', instruction: index, program, pool, user, input, output: paid };
}

/** Of each token what the vaults have more than before: a fee that goes out of them again at once never reached the pool. */
function netFlows(moves: readonly TokenMove[], vaults: PoolAccounts['vaults']): TokenAmount[] {
  const flows = new Map<Address, bigint>();
  for (const { mint, from, to, amount, fee } of moves) {
    const [isFrom, isTo] = [vaults.includes(from ?? ''), vaults.includes(to ?? '')];
    if (isFrom === isTo) continue;
    flows.set(mint, (flows.get(mint) ?? 0n) + (isTo ? amount - fee : -amount));
  }
  return [...flows].map(([mint, amount]) => ({ mint, amount }));
}

/** Tokens that the instruction had moved, by whatever it called; their fees as the balances tell them too. */
export function movesOf(instruction: Instruction, transaction: ChainTransaction): readonly TokenMove[] {
  const known = tokenAccountsOf(transaction);
  return callsOf(transaction, instruction)
    .map((called) => toTokenMove(called, known))
    .filter((move) => move !== undefined)
    .filter(({ amount, fee }) => fee <= amount)
    .map((move) => {
      const fee = untoldFeeOf(move, transaction);
      return fee === move.fee ? move : { ...move, fee };
    });
}
