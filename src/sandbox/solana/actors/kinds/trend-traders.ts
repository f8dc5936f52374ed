import type { Actor } from '../actor.ts';
import { heldTokens, weighted } from '../dealing/held-tokens.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { buyToken, sellToken } from '../dealing/trade-token.ts';
import { aboveMean } from '../token-book.ts';

const SIZE_SOL = 0.6;
const TURNED = -0.04;
const TREND = 0.03;

export const trendTraders: Actor = {
  name: 'trend-traders',
  summary: 'buy what is above its mean and sell it below',
  perMinute: 30,
  *act(world) {
    const wallet = world.one(world.group('trend trader'));
    if (!wallet) return;
    const turned = heldTokens(world, wallet).find(({ token }) => aboveMean(token) < TURNED);
    if (turned) {
      yield sellToken(world, wallet, turned.token, turned.amount);
      return;
    }
    const token = weighted(world, world.tokens.live(), (one) => aboveMean(one) - TREND);
    if (token) yield buyToken(world, wallet, token, drawLamports(world.random, SIZE_SOL));
  },
};
