// Pools and holders of a token, and accounts of others that are looked at in the same calls.
import type { TokenPool } from '../../../domain/solana/safety.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import { readTokenAccount } from './accounts/read-token-account.ts';
import type { Held } from './find-holders.ts';
import { toShares } from './find-liquidity.ts';
import { amountsOf, type FoundPool, supplyOf, toTokenPool } from './find-pools.ts';
import { type Account, byAddress, type Largest, type NodeCalls } from './node-calls.ts';
import { orNull } from './or-null.ts';

export type Market = {
  /** Null where something of a pool cannot be read. */
  readonly pools: readonly TokenPool[] | null;
  readonly quoteOf: ReadonlyMap<Address, bigint>;
  /** Null where a node does not say who holds it. */
  readonly held: readonly Held[] | null;
  readonly others: ReadonlyMap<Address, Account> | null;
};

/** The deepest pools, of whose shares it is asked who holds them. */
const MAX_SHARED = 2;
const MAX_POOLS = 20;

type Asked = {
  readonly mint: Address;
  readonly found: readonly FoundPool[];
  /** Looked up on the way. */
  readonly others: readonly Address[];
};

export async function lookAtMarket(calls: NodeCalls, { mint, found, others }: Asked): Promise<Market> {
  const largest = await orNull(calls.largest(mint));
  const shown = found.slice(0, MAX_POOLS);
  const tokenAccounts = (largest ?? []).map(({ account }) => account);
  const inPools = shown.flatMap(({ state }) => [...state.vaults, state.lpMint]);
  const accountOf = await lookUp(calls, [...inPools, ...tokenAccounts]);
  const amountOf = new Map(shown.map((pool) => [pool.pool, accountOf && amountsOf(pool, accountOf)]));
  const deepest = shown
    .filter(({ state }) => (supplyOf(accountOf?.get(state.lpMint)) ?? 0n) > 0n)
    .toSorted((one, other) => (tokensIn(one) < tokensIn(other) ? 1 : -1))
    .slice(0, MAX_SHARED);
  function tokensIn({ pool }: FoundPool): bigint {
    return amountOf.get(pool)?.tokenAmount ?? 0n;
  }

  const sharedBy = await Promise.all(deepest.map(({ state }) => orNull(calls.largest(state.lpMint))));
  const shareAccounts = sharedBy.flatMap((held) => held ?? []).map(({ account }) => account);
  const holding = tokenAccounts.map((account) => readTokenAccount(accountOf?.get(account))?.owner);
  const owners = holding.filter((owner) => owner !== undefined);
  const second = await lookUp(calls, [...shareAccounts, ...owners, ...others]);
  const shareOwners = shareAccounts.flatMap((account) => readTokenAccount(second?.get(account))?.owner ?? []);
  const third = await lookUp(calls, shareOwners);

  const pools = shown.map((pool) => {
    const { state } = pool;
    const place = deepest.indexOf(pool);
    const supply = supplyOf(accountOf?.get(state.lpMint));
    const shares = sharedBy[place];
    const held = shares && second && third && toHeld(shares, second, third);
    const amounts = amountOf.get(pool.pool);
    if (amounts == null || supply === undefined || (place >= 0 && held == null)) return undefined;
    return toTokenPool(pool, amounts, toShares(state, supply, held ?? undefined), null);
  });
  return {
    pools: pools.every((pool) => pool !== undefined) ? pools : null,
    quoteOf: new Map(shown.map(({ pool }) => [pool, amountOf.get(pool)?.quoteAmount ?? 0n])),
    held: largest && accountOf && second && toHeld(largest, accountOf, second),
    others: second,
  };
}

async function lookUp(
  calls: NodeCalls,
  addresses: readonly Address[],
): Promise<Map<Address, Account> | null> {
  const asked = [...new Set(addresses)];
  const accounts = await orNull(calls.accounts(asked));
  return accounts && byAddress(asked, accounts);
}

/** Null where one of them cannot be read: then it is not known who holds it. */
function toHeld(
  largest: readonly Largest[],
  accountOf: ReadonlyMap<Address, Account>,
  ownerAccountOf: ReadonlyMap<Address, Account>,
): Held[] | null {
  const held = largest.map(({ account, amount }) => {
    const owner = readTokenAccount(accountOf.get(account))?.owner;
    return owner && { account, owner, amount, ownerAccount: ownerAccountOf.get(owner) };
  });
  return held.every((one) => one !== undefined && one !== '') ? (held as Held[]) : null;
}
