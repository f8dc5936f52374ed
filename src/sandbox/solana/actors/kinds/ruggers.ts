import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { Actor } from '../actor.ts';
import { makePool, solPool } from '../dealing/make-pool.ts';
import { asToken, makeToken } from '../dealing/make-token.ts';
import { pullLiquidity } from '../dealing/pull-liquidity.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { drawName } from '../names.ts';

const SUPPLY = 1_000_000_000_000_000n;
const POOL_SOL = 25;
const SOONEST_SLOTS = 150;
const SPREAD_SLOTS = 900;
const NAME = 'ruggers';

export const ruggers: Actor = {
  name: NAME,
  summary: 'make a pool for a token of their own and pull its liquidity once others have bought',
  perMinute: 0.6,
  *act(world) {
    const wallet = world.one(world.group('rugger'));
    if (!wallet) return;
    const { random, places, slot } = world;
    const sol = drawLamports(random, POOL_SOL, 0.3);
    if (world.chain.lamports(wallet.address) < sol * 2n) return;
    const named = drawName(random);
    const { mint, plan } = makeToken(world, wallet, { named, supply: SUPPLY });
    yield plan;
    const kind = { mint: mint.address, program: TOKEN_PROGRAM_ADDRESS };
    const pool = solPool(places.config, kind);
    yield makePool(world, wallet, pool, { sol, tokens: (SUPPLY * 95n) / 100n });
    world.tokens.add(
      asToken({
        ...{ ...kind, pool, symbol: named.symbol, creator: wallet.name, bornSlot: slot },
        ...{ appeal: 0.6 + 0.4 * random.next(), lifeSlots: SOONEST_SLOTS + SPREAD_SLOTS },
      }),
    );
    world.later(
      { actor: NAME, task: 'pull', wallet: wallet.name, mint: mint.address },
      SOONEST_SLOTS + random.below(SPREAD_SLOTS),
    );
  },
  *carryOut(world, { mint }) {
    const token = world.tokens.find(mint);
    if (!token) return;
    token.isOver = true;
    yield* pullLiquidity(world, token);
  },
};
