// Order books that pay out later: an order pays into the market, and a settling in the same transaction pays out what it got.
import type { Address, ChainTransaction, Instruction } from '../../domain/solana/transaction.ts';
import type { Read } from './by-name.ts';
import { amountsInto, amountsOutOf } from './by-place.ts';
import { movesOf } from './swap-by-vaults.ts';

export type SettlingPlaces = {
  readonly market: number;
  readonly user: number;
  readonly vaults: readonly [number, number];
  /** Where the part of whoever brought the user goes. */
  readonly referrer: number;
};

/** What an instruction means for an account of open orders; undefined where it means nothing. */
export type OrderStep = { readonly openOrders: Address | undefined; readonly isOrder: boolean };

/** Together with an order before it, a settling is a swap: of what the order paid less what comes back. */
export function settlingAt(
  { market, user: by, vaults: of, referrer }: SettlingPlaces,
  stepOf: (instruction: Instruction) => OrderStep | undefined,
): Read {
  return (settling, transaction) => {
    const { accounts, index, program } = settling;
    const [pool, user, ...vaults] = [accounts[market], accounts[by], accounts[of[0]], accounts[of[1]]];
    if (pool === undefined || user === undefined || vaults.includes(undefined))
      return { notUnderstood: 'accounts are missing' };
    const order = orderBefore(settling, transaction, stepOf);
    if (order === undefined) return [];
    const [paid] = amountsInto(movesOf(order, transaction), vaults);
    const back = amountsOutOf(
      movesOf(settling, transaction).filter(({ to }) => to !== accounts[referrer]),
      vaults,
    );
    const output = back.find(({ mint }) => mint !== paid?.mint);
    const unspent = back.find(({ mint }) => mint === paid?.mint)?.amount ?? 0n;
    if (paid === undefined || output === undefined || unspent >= paid.amount) return [];
    const input = { mint: paid.mint, amount: paid.amount - unspent };
    return [{ type: 'swap', instruction: index, program, pool, user, input, output }];
  };
}

/** The last order of the same account of open orders, if it was not settled yet. */
function orderBefore(
  settling: Instruction,
  { instructions }: ChainTransaction,
  stepOf: (instruction: Instruction) => OrderStep | undefined,
): Instruction | undefined {
  const openOrders = stepOf(settling)?.openOrders;
  if (openOrders === undefined) return undefined;
  const earlier = instructions.slice(0, settling.index).filter(({ program }) => program === settling.program);
  const last = earlier.findLast((instruction) => stepOf(instruction)?.openOrders === openOrders);
  return last !== undefined && stepOf(last)?.isOrder ? last : undefined;
}
