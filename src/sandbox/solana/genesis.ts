// What is on the chain before anybody acts: programs at their real addresses, and the accounts that nobody there can make.
import { type Address, address, none, some } from '@solana/kit';
import { AccountState, getMintEncoder, getTokenEncoder, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { USDC, USDT, WRAPPED_SOL } from '../../domain/solana/programs.ts';
import { solPool } from './actors/dealing/make-pool.ts';
import { DOLLAR_DECIMALS, dollarKind } from './actors/dollars.ts';
import { poolRates } from './actors/quotes/pool-quote.ts';
import { createPeople, type Places } from './actors/world.ts';
import { CPMM, cpmmConfig } from './interfaces/cpmm.ts';
import { CURVE, curveGlobal, curveGlobalAddress, realRules } from './interfaces/curve.ts';
import { derived, tokenAccountOf } from './interfaces/instruction.ts';
import { METADATA_PROGRAM } from './interfaces/metadata.ts';
import type { SolanaNode } from './node/node.ts';
import { loadProgram } from './programs/load-program.ts';

const programs = [
  { id: CPMM, name: 'cpmm' },
  { id: CURVE, name: 'curve' },
  { id: METADATA_PROGRAM, name: 'metadata' },
] as const;
const CURVE_FEES = 'curve fees';
const DOLLAR_AUTHORITY = 'treasury 1';
const NATIVE = address(WRAPPED_SOL);

/** The same on every chain of the sandbox, but for whose the fees are. */
export function placesOf(seed: string): Places {
  const config = derived(CPMM, 'amm_config', Uint8Array.of(0, 0));
  const curveFees = createPeople(seed).wallet(CURVE_FEES).address;
  return {
    ...{ config, curveFees, dollars: solPool(config, dollarKind) },
    poolFees: tokenAccountOf(curveFees, NATIVE, TOKEN_PROGRAM_ADDRESS),
  };
}

export function layGenesis(node: Pick<SolanaNode, 'bank' | 'addProgram' | 'setAccount'>, seed: string): void {
  const { config, curveFees, poolFees } = placesOf(seed);
  const authority = createPeople(seed).wallet(DOLLAR_AUTHORITY).address;
  for (const { id, name } of programs) node.addProgram(id, loadProgram(name));
  const put = (at: Address, owner: Address, data: Uint8Array) =>
    node.setAccount(at, {
      ...{ data, owner, isExecutable: false },
      lamports: node.bank.vm.rentExemptLamports(data.length),
    });
  put(config, CPMM, cpmmConfig(poolRates));
  put(curveGlobalAddress(), CURVE, curveGlobal({ ...realRules, feeRecipient: curveFees }));
  for (const mint of [USDC, USDT]) put(address(mint), TOKEN_PROGRAM_ADDRESS, dollarMint(authority));
  put(poolFees, TOKEN_PROGRAM_ADDRESS, emptyWrapped(curveFees, node.bank.vm.rentExemptLamports(165)));
}

function dollarMint(authority: Address): Uint8Array {
  const mint = getMintEncoder().encode({
    ...{ mintAuthority: some(authority), freezeAuthority: some(authority) },
    ...{ supply: 0n, decimals: DOLLAR_DECIMALS, isInitialized: true },
  });
  return new Uint8Array(mint);
}

function emptyWrapped(owner: Address, rent: bigint): Uint8Array {
  const account = getTokenEncoder().encode({
    ...{ mint: NATIVE, owner, amount: 0n, delegate: none(), state: AccountState.Initialized },
    ...{ isNative: some(rent), delegatedAmount: 0n, closeAuthority: none() },
  });
  return new Uint8Array(account);
}
