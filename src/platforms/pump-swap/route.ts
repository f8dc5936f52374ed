// A swap through several pools and curves in one instruction: each pool gives straight to the next. Curves tell theirs themselves.
import { createByteReader } from '../../domain/solana/byte-reader.ts';
import type { SwapEvent } from '../../domain/solana/chain-event.ts';
import type { ChainTransaction, Instruction } from '../../domain/solana/transaction.ts';
import type { Reading } from '../platform.ts';
import { eventsOf } from '../reading/anchor.ts';
import { eventTag } from '../reading/by-name.ts';
import { swapByVaults } from '../reading/swap-by-vaults.ts';

const tradeEvents = [eventTag('BuyEvent'), eventTag('SellEvent')];
/** Bytes before the pool, in the events of buys and sells alike. */
const POOL_IN_EVENT = 14 * 8;

/** Accounts of each hop: base mint, quote mint, pool or curve, and its vaults of both. */
const FIRST_HOP = 16;
const ACCOUNTS_OF_HOP = 5;

export function readRoute(instruction: Instruction, transaction: ChainTransaction): Reading {
  const { accounts } = instruction;
  const pools = tradeEvents
    .flatMap((tag) => eventsOf(instruction, transaction, tag))
    .map((event) => createByteReader(event, POOL_IN_EVENT).address());
  const swaps: SwapEvent[] = [];
  for (let at = FIRST_HOP; at < accounts.length; at += ACCOUNTS_OF_HOP) {
    const [, , pool, base, quote] = accounts.slice(at, at + ACCOUNTS_OF_HOP);
    if (pool === undefined || !pools.includes(pool)) continue;
    const swap = swapByVaults(instruction, transaction, { pool, user: accounts[0], vaults: [base, quote] });
    if ('notUnderstood' in swap) return swap;
    swaps.push(swap);
  }
  return swaps;
}
