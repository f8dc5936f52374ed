// Pools of SOL and a token: made, filled up and emptied.
import type { Address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { type CpmmPool, changeLiquidity, cpmmPool, initializePool } from '../../interfaces/cpmm.ts';
import type { Intent, Plan } from '../actor.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';
import { accountOf, openAccount, type TokenKind } from './token-account.ts';
import { solSideOf } from './trade-token.ts';
import { NATIVE, wrappedSol } from './wrapped-sol.ts';

const UNITS = 400_000;
const SLACK = 2n;

export const nativeKind: TokenKind = { mint: NATIVE, program: TOKEN_PROGRAM_ADDRESS };

export function solPool(config: Address, token: TokenKind): CpmmPool {
  return cpmmPool(config, nativeKind, token);
}

/** Amounts, or accounts, in the order of the pool. */
function inOrder<T>(pool: CpmmPool, sol: T, other: T): readonly [T, T] {
  return solSideOf(pool) === 0 ? [sol, other] : [other, sol];
}

function ownAccounts(wallet: Wallet, pool: CpmmPool, sol: Address) {
  const other = pool.tokens[solSideOf(pool) === 0 ? 1 : 0];
  return {
    owner: wallet.address,
    tokens: inOrder(pool, sol, accountOf(wallet.address, other)),
    lp: lpAccountOf(wallet, pool),
  };
}

export function lpAccountOf({ address }: Wallet, { lpMint }: CpmmPool): Address {
  return accountOf(address, { mint: lpMint, program: TOKEN_PROGRAM_ADDRESS });
}

export function makePool(
  { places }: Pick<World, 'places'>,
  wallet: Wallet,
  pool: CpmmPool,
  { sol, tokens }: { sol: bigint; tokens: bigint },
): Plan {
  const wrapped = wrappedSol(wallet, sol);
  const make = initializePool(
    pool,
    ownAccounts(wallet, pool, wrapped.account),
    inOrder(pool, sol, tokens),
    places.poolFees,
  );
  const intent: Intent = { does: 'create-pool', mint: mintBesideSol(pool), amount: sol };
  return { wallet, instructions: [...wrapped.open, make, wrapped.close], intent, units: UNITS };
}

/** So many lamports and what goes with them; undefined where there is no pool or not enough of the token. */
export function fillPool(
  { chain }: Pick<World, 'chain'>,
  wallet: Wallet,
  pool: CpmmPool,
  sol: bigint,
): Plan | undefined {
  const state = chain.pool(pool);
  if (!state) return undefined;
  const side = solSideOf(pool);
  const shares = (sol * state.shares) / state.reserves[side];
  const other = pool.tokens[side === 0 ? 1 : 0];
  const tokens = (state.reserves[side === 0 ? 1 : 0] * shares) / state.shares + SLACK;
  if (shares === 0n || tokens > chain.amountIn(accountOf(wallet.address, other))) return undefined;
  if (chain.lamports(wallet.address) < sol * SLACK) return undefined;
  const wrapped = wrappedSol(wallet, sol + SLACK);
  const lp: TokenKind = { mint: pool.lpMint, program: TOKEN_PROGRAM_ADDRESS };
  const accounts = ownAccounts(wallet, pool, wrapped.account);
  const fill = changeLiquidity('deposit', pool, accounts, shares, inOrder(pool, sol + SLACK, tokens));
  return {
    wallet,
    instructions: [...wrapped.open, openAccount(wallet, wallet.address, lp), fill, wrapped.close],
    intent: { does: 'add-liquidity', mint: other.mint, amount: sol },
  };
}

/** A share of what the wallet has in the pool, in hundredths; undefined where it has nothing. */
export function emptyPool(
  { chain }: Pick<World, 'chain'>,
  wallet: Wallet,
  pool: CpmmPool,
  percent: bigint,
): Plan | undefined {
  const shares = (chain.amountIn(lpAccountOf(wallet, pool)) * percent) / 100n;
  const state = chain.pool(pool);
  if (!state || shares === 0n) return undefined;
  const amount = (state.reserves[solSideOf(pool)] * shares) / state.shares;
  if (amount === 0n) return undefined;
  const wrapped = wrappedSol(wallet, 0n);
  const other = pool.tokens[solSideOf(pool) === 0 ? 1 : 0];
  const accounts = ownAccounts(wallet, pool, wrapped.account);
  const empty = changeLiquidity('withdraw', pool, accounts, shares, [0n, 0n]);
  return {
    wallet,
    instructions: [...wrapped.open, openAccount(wallet, wallet.address, other), empty, wrapped.close],
    intent: { does: 'remove-liquidity', mint: other.mint, amount },
  };
}

function mintBesideSol(pool: CpmmPool): Address {
  return pool.tokens[solSideOf(pool) === 0 ? 1 : 0].mint;
}
