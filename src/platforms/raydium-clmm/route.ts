// A swap through several pools in one instruction: for each of them what went in and what came out, one after the other.
import type { SwapEvent } from '../../domain/solana/chain-event.ts';
import type { ChainTransaction, Instruction } from '../../domain/solana/transaction.ts';
import type { Reading } from '../platform.ts';
import { movesOf, swapByVaults } from '../reading/swap-by-vaults.ts';

/** Accounts of one pool stand together: its settings, the pool, the user's account, the vault in, the vault out. */
const POOL_BEFORE_VAULT_IN = 2;
const FIRST_OF_POOLS = 6;

export function readRoute(instruction: Instruction, transaction: ChainTransaction): Reading {
  const { accounts } = instruction;
  const swaps: SwapEvent[] = [];
  for (const { to } of movesOf(instruction, transaction)) {
    const at = to === null ? -1 : accounts.indexOf(to, FIRST_OF_POOLS + POOL_BEFORE_VAULT_IN + 1);
    const [pool, vaultIn, vaultOut] = [accounts[at - POOL_BEFORE_VAULT_IN], accounts[at], accounts[at + 1]];
    // The user's own account stands among them too, and takes what one pool gives to the next.
    if (at < 0 || !movesOf(instruction, transaction).some(({ from }) => from === vaultOut)) continue;
    const swap = swapByVaults(instruction, transaction, {
      pool,
      user: accounts[0],
      vaults: [vaultIn, vaultOut],
    });
    if ('notUnderstood' in swap) return swap;
    swaps.push(swap);
  }
  return swaps.length > 0 ? swaps : { notUnderstood: 'a route on which nothing moved' };
}
