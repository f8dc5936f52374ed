import type { Actor } from '../actor.ts';
import { heldTokens, weighted } from '../dealing/held-tokens.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { buyToken, sellToken } from '../dealing/trade-token.ts';
import type { Token } from '../token-book.ts';

const SIZE_SOL = 3;
const AWAY = 0.015;

/** By how much it is dearer than it is worth. */
export function dearBy({ worth, prices }: Token): number {
  const price = prices.at(-1);
  return worth === null || price === undefined ? 0 : price / worth.now - 1;
}

export const reversionTraders: Actor = {
  name: 'reversion-traders',
  summary: 'buy settled tokens below their worth and sell them above',
  perMinute: 24,
  *act(world) {
    const wallet = world.one(world.group('reversion trader'));
    if (!wallet) return;
    const dear = heldTokens(world, wallet).find(({ token }) => dearBy(token) > AWAY);
    const lamports = drawLamports(world.random, SIZE_SOL);
    if (dear) {
      const worth = BigInt(Math.floor(Number(lamports) / (dear.token.prices.at(-1) ?? 1)));
      yield sellToken(world, wallet, dear.token, worth < dear.amount ? worth : dear.amount);
      return;
    }
    const token = weighted(world, world.tokens.live(), (one) => -dearBy(one) - AWAY);
    if (token) yield buyToken(world, wallet, token, lamports);
  },
};
