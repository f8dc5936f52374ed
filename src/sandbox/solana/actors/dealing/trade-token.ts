// Buying a token with SOL and selling it, on its curve or in its pool, with the amounts known beforehand.
import { type CpmmPool, cpmmSwap } from '../../interfaces/cpmm.ts';
import { tradeOnCurve } from '../../interfaces/curve.ts';
import type { Intent, Plan } from '../actor.ts';
import { quoteCurveBuy, quoteCurveSale } from '../quotes/curve-quote.ts';
import { quoteSwap, taxOn } from '../quotes/pool-quote.ts';
import type { Token } from '../token-book.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';
import { accountOf, closeAccount, openAccount } from './token-account.ts';
import { NATIVE, wrappedSol } from './wrapped-sol.ts';

const BPS = 10_000n;
const USUAL_SLIPPAGE_BPS = 500n;
/** A wallet keeps so much for fees and rent. */
const KEPT_LAMPORTS = 30_000_000n;

export type Terms = {
  readonly slippageBps?: bigint;
  /** Wants more than there is. */
  readonly isDoomed?: boolean;
};

export const solSideOf = ({ tokens }: CpmmPool): 0 | 1 => (tokens[0].mint === NATIVE ? 0 : 1);
export const otherSide = (side: 0 | 1): 0 | 1 => (side === 0 ? 1 : 0);

/** Lamports for an atom; undefined where it has no price. */
export function priceOf({ chain }: Pick<World, 'chain'>, { pool, curve }: Token): number | undefined {
  if (pool) {
    const state = chain.pool(pool);
    const side = solSideOf(pool);
    if (!state || state.reserves[otherSide(side)] === 0n) return undefined;
    return Number(state.reserves[side]) / Number(state.reserves[otherSide(side)]);
  }
  const state = curve ? chain.curve(curve) : undefined;
  return state && !state.isComplete ? Number(state.virtualLamports) / Number(state.virtualTokens) : undefined;
}

/** Undefined where it cannot be done: too poor, nothing to be had. */
export function buyToken(
  world: World,
  wallet: Wallet,
  token: Token,
  lamports: bigint,
  terms: Terms = {},
): Plan | undefined {
  const { chain } = world;
  if (lamports <= 0n || chain.lamports(wallet.address) < lamports + KEPT_LAMPORTS) return undefined;
  const open = openAccount(wallet, wallet.address, token);
  if (!token.pool) {
    const state = token.curve ? chain.curve(token.curve) : undefined;
    const quote = state && quoteCurveBuy(state, lamports);
    if (!quote || !token.curve) return undefined;
    const trade = tradeOnCurve(token.curve, {
      ...{ user: wallet.address, account: accountOf(wallet.address, token), kind: 'spend' },
      ...{ amount: lamports, limit: limitOf(quote.tokens, terms) },
    });
    const intent = intentOf('buy', token, quote.lamports, quote.tokens, terms);
    return { wallet, instructions: [open, trade], intent };
  }
  const state = chain.pool(token.pool);
  if (!state) return undefined;
  const pays = solSideOf(token.pool);
  const out = quoteSwap(lamports, state.reserves[pays], state.reserves[otherSide(pays)]);
  if (out === 0n) return undefined;
  const sol = wrappedSol(wallet, lamports);
  const swap = cpmmSwap(token.pool, {
    ...{ user: wallet.address, pays, from: sol.account, to: accountOf(wallet.address, token) },
    ...{ exact: 'input', amount: lamports, limit: limitOf(out, terms) },
  });
  const intent = intentOf('buy', token, lamports, out - taxOn(out, token.taxBps), terms);
  return { wallet, instructions: [...sol.open, open, swap, sol.close], intent };
}

/** The account is closed where nothing is left in it. */
export function sellToken(
  world: World,
  wallet: Wallet,
  token: Token,
  amount: bigint,
  terms: Terms = {},
): Plan | undefined {
  const { chain } = world;
  const account = accountOf(wallet.address, token);
  const held = chain.amountIn(account);
  if (amount <= 0n || amount > held || chain.lamports(wallet.address) < KEPT_LAMPORTS / 2n) return undefined;
  // one that keeps a token's own fee back cannot be closed
  const close = amount === held && token.taxBps === 0 && !terms.isDoomed ? [closeAccount(wallet, token)] : [];
  if (!token.pool) {
    const state = token.curve ? chain.curve(token.curve) : undefined;
    const quote = state && quoteCurveSale(state, amount);
    if (!quote || !token.curve) return undefined;
    const trade = tradeOnCurve(token.curve, {
      ...{ user: wallet.address, account, kind: 'sell', amount },
      limit: limitOf((quote.lamports * 98n) / 100n, terms),
    });
    const intent = intentOf('sell', token, quote.lamports, amount, terms);
    return { wallet, instructions: [trade, ...close], intent };
  }
  const state = chain.pool(token.pool);
  if (!state) return undefined;
  const takes = solSideOf(token.pool);
  const pays = otherSide(takes);
  const received = amount - taxOn(amount, token.taxBps);
  const out = quoteSwap(received, state.reserves[pays], state.reserves[takes]);
  if (out === 0n) return undefined;
  const sol = wrappedSol(wallet, 0n);
  const swap = cpmmSwap(token.pool, {
    ...{ user: wallet.address, pays, from: account, to: sol.account },
    ...{ exact: 'input', amount, limit: limitOf(out, terms) },
  });
  const intent = intentOf('sell', token, out, amount, terms);
  return { wallet, instructions: [...sol.open, swap, sol.close, ...close], intent };
}

function limitOf(expected: bigint, { slippageBps = USUAL_SLIPPAGE_BPS, isDoomed }: Terms): bigint {
  return isDoomed ? expected * 2n : (expected * (BPS - slippageBps)) / BPS;
}

function intentOf(
  side: 'buy' | 'sell',
  token: Token,
  lamports: bigint,
  tokens: bigint,
  terms: Terms,
): Intent {
  const sol = { mint: NATIVE, amount: lamports };
  const other = { mint: token.mint, amount: tokens };
  const trade = side === 'buy' ? { side, input: sol, output: other } : { side, input: other, output: sol };
  return { does: side, mint: token.mint, trade, ...(terms.isDoomed ? { isDoomed: true as const } : {}) };
}
