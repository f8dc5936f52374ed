import type { Actor } from '../actor.ts';
import { heldTokens, weighted } from '../dealing/held-tokens.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { buyToken, sellToken } from '../dealing/trade-token.ts';
import { heatOf } from '../token-book.ts';

const SIZE_SOL = 0.35;
const COLD = 0.12;
/** Of what they hold, so likely something is sold although it is still talked about. */
const SALE_CHANCE = 0.3;

export const crowd: Actor = {
  name: 'crowd',
  summary: 'buy what is talked about and sell it when nobody talks about it any more',
  perMinute: 55,
  *act(world) {
    const wallet = world.one(world.group('crowd'));
    if (!wallet) return;
    const { slot, random } = world;
    const held = heldTokens(world, wallet);
    const cold = held.find(({ token }) => heatOf(token, slot) < COLD);
    const sold = cold ?? (random.next() < SALE_CHANCE ? world.one(held) : undefined);
    if (sold) {
      const isWhole = sold === cold || random.below(2) === 0;
      yield sellToken(world, wallet, sold.token, isWhole ? sold.amount : sold.amount / 2n);
      return;
    }
    const token = weighted(world, world.tokens.live(), (one) => heatOf(one, slot) ** 2);
    if (token) yield buyToken(world, wallet, token, drawLamports(random, SIZE_SOL));
  },
};
