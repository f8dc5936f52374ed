import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { curveOf, launchToken, realRules, tradeOnCurve } from '../../interfaces/curve.ts';
import type { Actor, Plan } from '../actor.ts';
import { asToken } from '../dealing/make-token.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { accountOf, openAccount } from '../dealing/token-account.ts';
import { NATIVE } from '../dealing/wrapped-sol.ts';
import { drawName } from '../names.ts';
import { quoteCurveBuy } from '../quotes/curve-quote.ts';
import type { Wallet } from '../wallet.ts';
import type { World } from '../world.ts';

const SHORTEST_LIFE = 400;
const LIFE_SPREAD = 2500;
const FIRST_BUY_SOL = 0.8;
const UNITS = 450_000;
const NAME = 'launchers';

/** How soon, in slots, a creator who is no friend sells everything. */
const dumps = { oneIn: 3, soonest: 40, spread: 500 } as const;

export const launchers: Actor = {
  name: NAME,
  summary: 'launch a token on the curve and buy the first of it in the same transaction',
  perMinute: 2,
  act: launchOne,
  carryOut: launchOne,
};

function* launchOne(world: World): Iterable<Plan | undefined> {
  const creator = world.one(world.group('launcher'));
  if (creator) yield launch(world, creator);
}

function launch(world: World, wallet: Wallet): Plan | undefined {
  const { random, places, slot, tokens } = world;
  const mint = world.fresh('mint');
  const curve = curveOf(mint.address, wallet.address, places.curveFees);
  const named = drawName(random);
  const kind = { mint: mint.address, program: TOKEN_PROGRAM_ADDRESS };
  const spent = drawLamports(random, FIRST_BUY_SOL);
  const quote = quoteCurveBuy(untouched, spent);
  if (!quote || world.chain.lamports(wallet.address) < spent * 2n) return undefined;
  tokens.add(
    asToken({
      ...{ ...kind, curve, symbol: named.symbol, creator: wallet.name, bornSlot: slot },
      ...{ appeal: random.next() ** 2, lifeSlots: SHORTEST_LIFE + random.below(LIFE_SPREAD) },
    }),
  );
  if (random.below(dumps.oneIn) === 0)
    world.later(
      { actor: 'dumpers', task: 'dump', wallet: wallet.name, mint: mint.address },
      dumps.soonest + random.below(dumps.spread),
    );
  const account = accountOf(wallet.address, kind);
  return {
    ...{ wallet, signers: [mint], units: UNITS },
    instructions: [
      launchToken(curve, wallet.address, named),
      openAccount(wallet, wallet.address, kind),
      tradeOnCurve(curve, {
        user: wallet.address,
        account,
        kind: 'spend',
        amount: spent,
        limit: quote.tokens,
      }),
    ],
    intent: {
      ...{ does: 'launch', mint: mint.address },
      trade: {
        side: 'buy',
        input: { mint: NATIVE, amount: quote.lamports },
        output: { mint: mint.address, amount: quote.tokens },
      },
    },
  };
}

const untouched = {
  ...{ virtualTokens: realRules.virtualTokens, virtualLamports: realRules.virtualLamports },
  ...{ realTokens: realRules.realTokens, realLamports: 0n, isComplete: false },
};
