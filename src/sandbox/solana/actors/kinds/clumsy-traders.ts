import type { Actor } from '../actor.ts';
import { drawLamports } from '../dealing/sizes.ts';
import { buyToken } from '../dealing/trade-token.ts';

const SIZE_SOL = 0.3;

export const clumsyTraders: Actor = {
  name: 'clumsy-traders',
  summary: 'send swaps that fail, because they ask for more than there is',
  perMinute: 6,
  *act(world) {
    const wallet = world.one(world.group('clumsy trader'));
    const token = world.one(world.tokens.live());
    if (wallet && token)
      yield buyToken(world, wallet, token, drawLamports(world.random, SIZE_SOL), { isDoomed: true });
  },
};
