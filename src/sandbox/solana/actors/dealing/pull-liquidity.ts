// The end of a token by who made it: the pool is emptied, and whatever is left is sold.
import type { Plan } from '../actor.ts';
import type { Token } from '../token-book.ts';
import type { World } from '../world.ts';
import { emptyPool } from './make-pool.ts';
import { accountOf } from './token-account.ts';
import { sellToken } from './trade-token.ts';

export function* pullLiquidity(world: World, token: Token): Iterable<Plan | undefined> {
  const creator = world.wallet(token.creator);
  if (token.pool) yield emptyPool(world, creator, token.pool, 100n);
  // a curve has no liquidity of its maker: what can be pulled is the price
  else yield sellToken(world, creator, token, world.chain.amountIn(accountOf(creator.address, token)));
}
