// What of a pool's liquidity is burned, what is locked, and who can take the rest.
import type { Address } from '../../../domain/solana/transaction.ts';
import type { PoolState } from './accounts/read-pool.ts';
import { type Held, kindOf } from './find-holders.ts';

export type Shares = {
  readonly burnedBps: number;
  readonly lockedBps: number;
  readonly owner: Address | null;
};

const WHOLE_BPS = 10_000n;
const nobody = { creator: null, curve: '', pools: new Set<Address>() };

/**
 * `supply` is what the mint of the shares says, so what the pool gave out beyond it was burned. `held` undefined: nobody
 * was asked who holds them, and the pool's creator is taken for who does.
 */
export function toShares(
  { lpSupply, creator }: Pick<PoolState, 'lpSupply' | 'creator'>,
  supply: bigint,
  held: readonly Held[] | undefined,
): Shares {
  const issued = lpSupply > supply ? lpSupply : supply;
  if (issued === 0n) return { burnedBps: 0, lockedBps: 0, owner: creator };
  const amountOf = (kind: 'burned' | 'locked') =>
    (held ?? []).filter((one) => kindOf(one, nobody) === kind).reduce((sum, { amount }) => sum + amount, 0n);
  const loose = (held ?? []).filter((one) => !['burned', 'locked'].includes(kindOf(one, nobody)));
  const [largest] = loose.toSorted((one, other) => (one.amount < other.amount ? 1 : -1));
  const bps = (amount: bigint) => Number((amount * WHOLE_BPS) / issued);
  const [burned, locked] = [issued - supply + amountOf('burned'), amountOf('locked')];
  const isKept = burned + locked >= issued;
  return {
    burnedBps: bps(burned),
    lockedBps: bps(locked),
    owner: isKept ? null : (largest?.owner ?? creator),
  };
}
