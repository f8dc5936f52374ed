import type { Actor } from '../actor.ts';
import { heldTokens } from '../dealing/held-tokens.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { buyToken, sellToken } from '../dealing/trade-token.ts';

const SETTLED_SOL = 60;
const LAUNCHED_SOL = 6;

export const whales: Actor = {
  name: 'whales',
  summary: 'move the price of a token with one trade',
  perMinute: 2.5,
  *act(world) {
    const wallet = world.one(world.group('whale'));
    if (!wallet) return;
    const { random } = world;
    const held = world.one(heldTokens(world, wallet));
    if (held && random.below(2) === 0) {
      yield sellToken(world, wallet, held.token, held.amount);
      return;
    }
    const token = world.one(
      world.tokens.live().filter(({ isSettled }) => isSettled || random.below(8) === 0),
    );
    if (!token) return;
    yield buyToken(
      world,
      wallet,
      token,
      drawLamports(random, token.isSettled ? SETTLED_SOL : LAUNCHED_SOL, 0.4),
    );
  },
};
