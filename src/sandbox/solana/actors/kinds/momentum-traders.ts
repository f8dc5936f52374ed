import type { Actor } from '../actor.ts';
import { heldTokens, weighted } from '../dealing/held-tokens.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { buyToken, sellToken } from '../dealing/trade-token.ts';
import { risenBy } from '../token-book.ts';

const SIZE_SOL = 0.5;
const LOOKS = 6;
const FAST = 0.05;
const SLOWED = 0.005;
const LONGEST_SLOTS = 200;

export const momentumTraders: Actor = {
  name: 'momentum-traders',
  summary: 'jump on what rises fast and off as soon as it slows down',
  perMinute: 30,
  *act(world) {
    const wallet = world.one(world.group('momentum trader'));
    if (!wallet) return;
    const slowed = heldTokens(world, wallet).find(({ token }) => {
      const since = world.position(wallet, token)?.sinceSlot ?? 0;
      return risenBy(token, LOOKS) < SLOWED || world.slot - since > LONGEST_SLOTS;
    });
    if (slowed) {
      yield sellToken(world, wallet, slowed.token, slowed.amount);
      return;
    }
    const token = weighted(world, world.tokens.live(), (one) => risenBy(one, LOOKS) - FAST);
    if (token) yield buyToken(world, wallet, token, drawLamports(world.random, SIZE_SOL));
  },
};
