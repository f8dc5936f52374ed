import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { CpmmPool } from '../../interfaces/cpmm.ts';
import type { Actor, Plan } from '../actor.ts';
import type { TokenPlace } from '../chain-reader.ts';
import { burnAndClose, type Left } from '../dealing/burn-and-close.ts';
import { emptyPool } from '../dealing/make-pool.ts';
import { accountOf, type TokenKind } from '../dealing/token-account.ts';
import { sellToken } from '../dealing/trade-token.ts';
import type { Token } from '../token-book.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';

/** So long somebody still hopes. */
const LINGER_SLOTS = 300;
/** For less nobody sends a sale. */
const WORTH_LAMPORTS = 5_000_000n;
/** In one transaction. */
const MAX_CLOSED = 4;
const MAX_SALES = 4;

export const sweepers: Actor = {
  name: 'sweepers',
  summary:
    'take out of tokens that are over what is left, burn the rest and close the accounts for their rent',
  perMinute: 14,
  *act(world) {
    const wallet = world.one(world.everybody);
    if (!wallet) return;
    const shares = findDead(world, wallet, 'shares').slice(0, MAX_SALES);
    for (const { token } of shares) if (token.pool) yield emptyPool(world, wallet, token.pool, 100n);
    let sales = 0;
    for (const { token, place } of findDead(world, wallet, 'tokens')) {
      const sale = sales < MAX_SALES ? saleOf(world, wallet, token, place.amount) : undefined;
      if (sale) sales += 1;
      yield sale;
    }
    const left = [...findDead(world, wallet, 'shares'), ...findDead(world, wallet, 'tokens')];
    yield burnAndClose(wallet, left.slice(0, MAX_CLOSED));
  },
};

type Dead = Left & { readonly token: Token; readonly place: TokenPlace };

/** What the wallet has of tokens that are over, and of shares in their pools; what is frozen cannot be moved. */
function findDead({ tokens, chain, slot }: World, wallet: Wallet, what: 'tokens' | 'shares'): Dead[] {
  const dead = new Map<string, Omit<Dead, 'place'>>();
  for (const token of tokens.over()) {
    const { overSlot, isBuried, pool, mint, taxBps } = token;
    if (overSlot === null || isBuried || slot - overSlot < LINGER_SLOTS) continue;
    if (what === 'tokens') dead.set(mint, { token, kind: token, taxBps });
    else if (pool) dead.set(pool.lpMint, { token, kind: sharesIn(pool), taxBps: 0 });
  }
  return chain.placesOf(wallet.address).flatMap((place) => {
    const known = dead.get(place.mint);
    if (!known || place.isFrozen || place.account !== accountOf(wallet.address, known.kind)) return [];
    return [{ ...known, place }];
  });
}

const sharesIn = ({ lpMint }: CpmmPool): TokenKind => ({ mint: lpMint, program: TOKEN_PROGRAM_ADDRESS });

function saleOf(world: World, wallet: Wallet, token: Token, amount: bigint): Plan | undefined {
  const sale = sellToken(world, wallet, token, amount);
  return (sale?.intent.trade?.output.amount ?? 0n) < WORTH_LAMPORTS ? undefined : sale;
}
