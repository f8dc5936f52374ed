import type { Actor } from '../actor.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { accountOf } from '../dealing/token-account.ts';
import { buyToken, sellToken } from '../dealing/trade-token.ts';
import { sandboxLeaders } from '../leaders.ts';

const SIZE_SOL = 0.4;
const CHANCE = 0.4;
const SOONEST_SLOTS = 2;
const DELAY_SPREAD = 5;
const NAME = 'copiers';
const leaders: ReadonlySet<string> = new Set(sandboxLeaders.map(({ label }) => label));

export const copiers: Actor = {
  name: NAME,
  summary: 'do what a leader did, some slots later',
  perMinute: 0,
  act: () => [],
  hear(world, { wallet, intent, outcome }) {
    const { trade, mint } = intent;
    if (outcome !== 'success' || !trade || mint === undefined || !leaders.has(wallet)) return;
    for (const { name } of world.group('copier'))
      if (world.random.next() < CHANCE)
        world.later(
          { actor: NAME, task: trade.side, wallet: name, mint },
          SOONEST_SLOTS + world.random.below(DELAY_SPREAD),
        );
  },
  *carryOut(world, { task, wallet: name, mint }) {
    const wallet = world.wallet(name);
    const token = world.tokens.find(mint);
    if (!token) return;
    yield task === 'buy'
      ? buyToken(world, wallet, token, drawLamports(world.random, SIZE_SOL), { slippageBps: 2000n })
      : sellToken(world, wallet, token, world.chain.amountIn(accountOf(wallet.address, token)));
  },
};
