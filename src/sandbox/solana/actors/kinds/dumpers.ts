import type { Actor } from '../actor.ts';
import { pullLiquidity } from '../dealing/pull-liquidity.ts';

export const dumpers: Actor = {
  name: 'dumpers',
  summary: 'are creators who sell everything they have of their own launch',
  perMinute: 0,
  act: () => [],
  *carryOut(world, { mint }) {
    const token = world.tokens.find(mint);
    if (token) yield* pullLiquidity(world, token);
  },
};
