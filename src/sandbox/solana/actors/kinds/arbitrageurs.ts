import { cpmmSwap } from '../../interfaces/cpmm.ts';
import type { Actor } from '../actor.ts';
import { accountOf } from '../dealing/token-account.ts';
import { solSideOf } from '../dealing/trade-token.ts';
import { NATIVE, wrappedSol } from '../dealing/wrapped-sol.ts';
import { dollarKind } from '../dollars.ts';
import { quoteSwap, toPrice } from '../quotes/pool-quote.ts';

/** Below this the fee is more than the gain. */
const WORTH_IT = 0.004;
/** Dollars atoms for a lamport at a dollar for a SOL. */
const ATOMS_PER_LAMPORT = 1e6 / 1e9;

export const arbitrageurs: Actor = {
  name: 'arbitrageurs',
  summary: 'keep the pool of SOL and USDC at the price outside',
  perMinute: 40,
  *act({ chain, places, solUsd, group }) {
    const [wallet] = group('arbitrageur');
    const pool = places.dollars;
    const state = chain.pool(pool);
    if (!wallet || !state) return;
    const solSide = solSideOf(pool);
    const usdSide = solSide === 0 ? 1 : 0;
    const [sol, usd] = [state.reserves[solSide], state.reserves[usdSide]];
    const fair = solUsd * ATOMS_PER_LAMPORT;
    const off = Number(usd) / Number(sol) / fair - 1;
    if (Math.abs(off) < WORTH_IT) return;
    const buysSol = off < 0;
    const amount = buysSol ? toPrice(usd, sol, fair) : toPrice(sol, usd, 1 / fair);
    const out = buysSol ? quoteSwap(amount, usd, sol) : quoteSwap(amount, sol, usd);
    const dollars = accountOf(wallet.address, dollarKind);
    const isAffordable = buysSol
      ? amount < chain.amountIn(dollars)
      : amount + amount / 10n < chain.lamports(wallet.address);
    if (out === 0n || !isAffordable) return;
    const wrapped = wrappedSol(wallet, buysSol ? 0n : amount);
    const swap = cpmmSwap(pool, {
      ...{ user: wallet.address, pays: buysSol ? usdSide : solSide, exact: 'input', amount },
      ...{ from: buysSol ? dollars : wrapped.account, to: buysSol ? wrapped.account : dollars },
      limit: (out * 99n) / 100n,
    });
    const solMoved = { mint: NATIVE, amount: buysSol ? out : amount };
    const usdMoved = { mint: dollarKind.mint, amount: buysSol ? amount : out };
    yield {
      wallet,
      instructions: [...wrapped.open, swap, wrapped.close],
      intent: {
        does: 'arbitrage',
        trade: {
          side: 'swap',
          ...(buysSol ? { input: usdMoved, output: solMoved } : { input: solMoved, output: usdMoved }),
        },
      },
    };
  },
};
