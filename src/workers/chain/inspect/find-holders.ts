// Who holds a token, with those told apart who are no holders.
import type { Holder } from '../../../domain/solana/safety.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import { burning, locking, PUMP, trading } from './known-addresses.ts';
import type { Account } from './node-calls.ts';

export type Held = {
  readonly account: Address;
  readonly owner: Address;
  readonly amount: bigint;
  /** The account of the owner; undefined where there is none. */
  readonly ownerAccount: Account | undefined;
};

export type Known = {
  readonly creator: Address | null;
  readonly curve: Address;
  /** Vaults of pools, and pools. */
  readonly pools: ReadonlySet<Address>;
};

export const MAX_HOLDERS = 20;

/** Largest first; accounts of one owner together. */
export function toHolders(held: readonly Held[], known: Known): Holder[] {
  const holders = new Map<string, Holder>();
  for (const one of held) {
    if (one.amount === 0n) continue;
    const kind = kindOf(one, known);
    const key = `${one.owner} ${kind}`;
    const amount = (holders.get(key)?.amount ?? 0n) + one.amount;
    holders.set(key, { owner: one.owner, amount, kind });
  }
  return [...holders.values()]
    .sort((one, other) => (one.amount < other.amount ? 1 : -1))
    .slice(0, MAX_HOLDERS);
}

export function kindOf(
  { account, owner, ownerAccount }: Held,
  { creator, curve, pools }: Known,
): Holder['kind'] {
  if (owner === creator) return 'creator';
  if (owner === curve) return 'curve';
  if (burning.has(owner)) return 'burned';
  const program = ownerAccount?.owner ?? '';
  if (locking.has(owner) || locking.has(program)) return 'locked';
  if (program === PUMP) return 'curve';
  return pools.has(account) || pools.has(owner) || trading.has(owner) || trading.has(program)
    ? 'pool'
    : 'wallet';
}
