import type { Actor } from '../actor.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { accountOf } from '../dealing/token-account.ts';
import { buyToken, sellToken } from '../dealing/trade-token.ts';

const SIZE_SOL = 0.5;
const CHANCE = 0.5;
const HOLD_SLOTS = 12;
const HOLD_SPREAD = 80;
const NAME = 'snipers';

export const snipers: Actor = {
  name: NAME,
  summary: 'buy in the slot after a launch and sell soon after',
  perMinute: 0,
  act: () => [],
  hear(world, { intent, outcome }) {
    if (intent.does !== 'launch' || outcome !== 'success' || intent.mint === undefined) return;
    for (const { name } of world.group('sniper'))
      if (world.random.next() < CHANCE)
        world.later({ actor: NAME, task: 'buy', wallet: name, mint: intent.mint }, 1);
  },
  *carryOut(world, { task, wallet: name, mint }) {
    const wallet = world.wallet(name);
    const token = world.tokens.find(mint);
    if (!token) return;
    if (task === 'buy') {
      world.later(
        { actor: NAME, task: 'sell', wallet: name, mint },
        HOLD_SLOTS + world.random.below(HOLD_SPREAD),
      );
      yield buyToken(world, wallet, token, drawLamports(world.random, SIZE_SOL), { slippageBps: 3000n });
      return;
    }
    yield sellToken(world, wallet, token, world.chain.amountIn(accountOf(wallet.address, token)));
  },
};
