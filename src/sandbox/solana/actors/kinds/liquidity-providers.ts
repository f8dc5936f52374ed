import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { Actor } from '../actor.ts';
import { emptyPool, fillPool, lpAccountOf, makePool, solPool } from '../dealing/make-pool.ts';
import { asToken, makeToken } from '../dealing/make-token.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { buyToken } from '../dealing/trade-token.ts';
import { drawName } from '../names.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';

const SUPPLY = 1_000_000_000_000_000n;
const POOL_SOL = 60;
const FILL_SOL = 8;
const LIFE_SLOTS = 6000;
/** In each ten times: so often a new token with its pool, and so often liquidity is taken away. */
const NEW_IN_TEN = 1;
const LESS_IN_TEN = 4;

export const liquidityProviders: Actor = {
  name: 'liquidity-providers',
  summary: 'make pools, put liquidity into them and take it away',
  perMinute: 4,
  *act(world) {
    const wallet = world.one(world.group('liquidity provider'));
    if (!wallet) return;
    const { random, chain, places } = world;
    const choice = random.below(10);
    if (choice < NEW_IN_TEN) {
      yield* openToken(world, wallet);
      return;
    }
    const pools = [places.dollars, ...world.tokens.live().flatMap(({ pool }) => (pool ? [pool] : []))];
    const own = pools.filter((pool) => chain.amountIn(lpAccountOf(wallet, pool)) > 0n);
    const pool = world.one(own);
    if (choice < NEW_IN_TEN + LESS_IN_TEN && pool) {
      yield emptyPool(world, wallet, pool, BigInt(5 + random.below(20)));
      return;
    }
    const target = world.one(pools);
    const token = target && world.tokens.live().find((one) => one.pool?.pool === target.pool);
    const sol = drawLamports(random, FILL_SOL);
    // what goes with the SOL has to be had first
    if (token) yield buyToken(world, wallet, token, (sol * 105n) / 100n);
    if (target) yield fillPool(world, wallet, target, (sol * 9n) / 10n);
  },
};

function* openToken(world: World, wallet: Wallet) {
  const { random, places, slot } = world;
  const named = drawName(random);
  const { mint, plan } = makeToken(world, wallet, { named, supply: SUPPLY });
  yield plan;
  const kind = { mint: mint.address, program: TOKEN_PROGRAM_ADDRESS };
  const pool = solPool(places.config, kind);
  yield makePool(world, wallet, pool, {
    sol: drawLamports(random, POOL_SOL),
    tokens: (SUPPLY * 9n) / 10n,
  });
  world.tokens.add(
    asToken({
      ...{ ...kind, pool, symbol: named.symbol, creator: wallet.name, bornSlot: slot },
      ...{ appeal: random.next(), lifeSlots: LIFE_SLOTS },
    }),
  );
}
