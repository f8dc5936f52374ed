// Purchases and sales in a pool of Raydium CPMM, as its interface says.
import { TOKEN, WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import type { PoolState } from '../accounts/read-pool.ts';
import { CPMM } from '../known-addresses.ts';
import { programAddress, tokenAccountOf } from '../program-address.ts';
import type { Route } from './route.ts';
import { type Instruction, readonly, signing, u64, writable } from './to-transaction.ts';

const swapBaseInput = [143, 190, 90, 218, 196, 30, 51, 222];
const ANY = 0n;

/** Undefined where the pool has no SOL, or is not of this program. */
export function toCpmmRoute(pool: Address, { mints, vaults, cpmm }: PoolState): Route | undefined {
  const sol = mints.indexOf(WRAPPED_SOL);
  if (cpmm === undefined || sol < 0) return undefined;
  const { config, observation, programs } = cpmm;
  const token = 1 - sol;
  const pick = <T>(pair: readonly [T, T], side: number) => pair[side] as T;
  const [mint, tokenProgram] = [pick(mints, token), pick(programs, token)];
  const authority = programAddress(CPMM, 'vault_and_lp_mint_auth_seed');
  const swap = (user: Address, pays: number, amount: bigint): Instruction => {
    const takes = 1 - pays;
    const accountOf = (side: number) =>
      tokenAccountOf(user, pick(mints, side), side === sol ? TOKEN : tokenProgram);
    return {
      program: CPMM,
      accounts: [
        signing(user),
        ...[readonly(authority), readonly(config), writable(pool)],
        ...[writable(accountOf(pays)), writable(accountOf(takes))],
        ...[writable(pick(vaults, pays)), writable(pick(vaults, takes))],
        ...[readonly(pick(programs, pays)), readonly(pick(programs, takes))],
        ...[readonly(pick(mints, pays)), readonly(pick(mints, takes))],
        writable(observation),
      ],
      data: Uint8Array.from([...swapBaseInput, ...u64(amount), ...u64(ANY)]),
    };
  };
  return {
    ...{ mint, tokenProgram, paysFrom: 'wrapped', begun: [] },
    buy: (user, lamports) => swap(user, sol, lamports),
    sell: (user, atoms) => swap(user, token, atoms),
  };
}
