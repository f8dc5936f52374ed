// What actors look up on the chain before they act: always the newest state, as the virtual machine has it.
import type { Address } from '@solana/kit';
import type { Address as AnyAddress } from '../../../domain/solana/transaction.ts';
import type { CpmmPool } from '../interfaces/cpmm.ts';
import type { Curve } from '../interfaces/curve.ts';
import { toTokenAccount, toTokenMint, viewOf } from '../node/accounts/token-state.ts';
import type { Bank } from '../node/bank/bank.ts';
import type { CurveState } from './quotes/curve-quote.ts';
import type { PoolState } from './quotes/pool-quote.ts';

export type Holding = {
  readonly account: AnyAddress;
  readonly mint: AnyAddress;
  readonly amount: bigint;
  readonly isFrozen: boolean;
};
export type TokenPlace = Holding & { readonly owner: AnyAddress };

export type ChainReader = ReturnType<typeof createChainReader>;

/** Places in the account of a curve, and in that of a pool. */
const CURVE_SIZE = 125;
const POOL_SIZE = 637;

export function createChainReader(bank: Bank) {
  const { ledger, store } = bank;
  const at = (address: AnyAddress) => bank.account(address, ledger.head.height);
  const placesIn = (kind: 'token-owner' | 'token-mint', key: AnyAddress): TokenPlace[] => {
    const found: TokenPlace[] = [];
    for (const account of store.index.of(kind, key)) {
      const token = toTokenAccount(at(account));
      // the index knows older versions as well
      if (!token || (kind === 'token-owner' ? token.owner : token.mint) !== key) continue;
      const { mint, owner, amount } = token;
      found.push({ account, mint, owner, amount, isFrozen: token.state === 'frozen' });
    }
    return found;
  };
  const amountIn = (address: AnyAddress) => toTokenAccount(at(address))?.amount ?? 0n;
  return {
    lamports: (address: AnyAddress) => at(address)?.lamports ?? 0n,
    exists: (address: AnyAddress) => (at(address)?.lamports ?? 0n) > 0n,
    amountIn,
    supplyOf: (mint: AnyAddress) => toTokenMint(at(mint))?.supply ?? 0n,
    /** Undefined where there is no such curve. */
    curve({ curve }: Pick<Curve, 'curve'>): CurveState | undefined {
      const data = at(curve)?.data;
      if (!data || data.length < CURVE_SIZE) return undefined;
      const view = viewOf(data);
      return {
        virtualTokens: view.getBigUint64(8, true),
        virtualLamports: view.getBigUint64(16, true),
        realTokens: view.getBigUint64(24, true),
        realLamports: view.getBigUint64(32, true),
        isComplete: data[48] === 1,
      };
    },
    /** Undefined where there is no such pool. */
    pool({ pool, vaults }: CpmmPool): PoolState | undefined {
      const data = at(pool)?.data;
      if (!data || data.length < POOL_SIZE) return undefined;
      const view = viewOf(data);
      const kept = (side: 0 | 1) =>
        view.getBigUint64(341 + 8 * side, true) + view.getBigUint64(357 + 8 * side, true);
      return {
        reserves: [amountIn(vaults[0]) - kept(0), amountIn(vaults[1]) - kept(1)],
        shares: view.getBigUint64(333, true),
      };
    },
    /** Of both token programs, with something in them. */
    holdings: (owner: Address): Holding[] =>
      placesIn('token-owner', owner).filter(({ amount }) => amount > 0n),
    /** Empty ones as well. */
    placesOf: (owner: AnyAddress) => placesIn('token-owner', owner),
    holdersOf: (mint: AnyAddress) => placesIn('token-mint', mint),
  };
}
