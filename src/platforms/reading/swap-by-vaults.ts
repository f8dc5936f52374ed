// The amounts of a swap by what the vaults of a pool have more and less after it: right whatever the instruction was called.
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
};

/**
 * One rule for all pools, whoever takes a fee (protocol, creator, host, referrer): paid beside the pool it is in neither amount,
 * paid out of a vault it is no more in what the pool got, and in what the pool gave. Both are then what the balances of the vaults tell.
 */
export function swapByVaults(
  instruction: Instruction,
  transaction: ChainTransaction,
  { pool, user, vaults }: PoolAccounts,
): SwapEvent | Unread {
  if (pool === undefined || user === undefined || vaults.includes(undefined))
    return { notUnderstood: 'accounts are missing' };
  const moves = movesOf(instruction, transaction);
  const flows = netFlows(moves, vaults);
  if (flows.length !== 2) return { notUnderstood: 'no single token went in and another came out' };
  const [input, output] = flows.toSorted((a, b) => Number(b.amount - a.amount)) as [TokenAmount, TokenAmount];
  if (input.amount < 0n || output.amount > 0n || input.amount === output.amount)
    return { notUnderstood: 'no single token went in and another came out' };
  const { index, program } = instruction;
  const paid = { mint: output.mint, amount: -output.amount };
  return { type: 'swap', instruction: index, program, pool, user, input, output: paid };
}

/** Of each token what the vaults have more than before; of a token that keeps back a fee, what arrives. */
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
