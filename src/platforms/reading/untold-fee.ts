// What a token itself keeps back of a transfer, where the instruction does not say it.
import { TOKEN_2022 } from '../../domain/solana/programs.ts';
import { type TokenMove, tokenAccountsOf, toTokenMove } from '../../domain/solana/token-moves.ts';
import type { Address, ChainTransaction } from '../../domain/solana/transaction.ts';

/**
 * Base units. A `transferChecked` of Token-2022 does not tell the fee: it is what the balance of the account then lacks.
 * Of several such transfers to one account each bears its share, which is exact to a unit.
 */
export function untoldFeeOf(
  { type, instruction, to, amount, fee }: TokenMove,
  transaction: ChainTransaction,
) {
  if (fee > 0n || type !== 'transfer' || to === null || instruction.program !== TOKEN_2022) return fee;
  const { lacking, untold } = balanceOf(transaction, to);
  // More than all of it is no fee: then the instructions do not explain the balance.
  return lacking <= 0n || lacking > untold ? 0n : (lacking * amount) / untold;
}

type Balance = {
  /** What should be on the account by the instructions and is not. */
  lacking: bigint;
  /** All that came in without word of a fee. */
  untold: bigint;
};

const none: Balance = { lacking: 0n, untold: 0n };
const settled = new WeakMap<ChainTransaction, ReadonlyMap<Address, Balance>>();

function balanceOf(transaction: ChainTransaction, address: Address): Balance {
  let balances = settled.get(transaction);
  if (balances === undefined) {
    balances = settle(transaction);
    settled.set(transaction, balances);
  }
  return balances.get(address) ?? none;
}

function settle(transaction: ChainTransaction): ReadonlyMap<Address, Balance> {
  const { accounts, preTokens, postTokens, instructions } = transaction;
  const balances = new Map<Address, Balance>();
  // An account that was closed tells no balance, and so no fee.
  for (const { account, amount } of postTokens) {
    const address = accounts[account]?.address;
    if (address !== undefined) balances.set(address, { lacking: -amount, untold: 0n });
  }
  const add = (address: Address | null | undefined, change: bigint, untold = 0n): void => {
    const balance = balances.get(address ?? '');
    if (balance === undefined) return;
    balance.lacking += change;
    balance.untold += untold;
  };
  for (const { account, amount } of preTokens) add(accounts[account]?.address, amount);
  const known = tokenAccountsOf(transaction);
  for (const instruction of instructions) {
    const move = toTokenMove(instruction, known);
    if (move === undefined) continue;
    add(move.from, -move.amount);
    add(move.to, move.amount - move.fee, move.type === 'transfer' && move.fee === 0n ? move.amount : 0n);
  }
  return balances;
}
