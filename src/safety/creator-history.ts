import { z } from 'zod';
import { defineSafetyCheck, pass, refuse, unknown, warn } from './safety-check.ts';

export const creatorHistory = defineSafetyCheck({
  name: 'creator-history',
  summary: 'Tokens that its creator launched before did not lose their liquidity.',
  points: 30,
  settings: z.strictObject({
    maxCollapsed: z
      .int()
      .min(0)
      .default(1)
      .describe('Earlier tokens without liquidity; more are refused, fewer warned of'),
    warnLaunched: z.int().min(1).default(20).describe('So many earlier launches are warned of'),
  }),
  check({ creatorTokens }, { maxCollapsed, warnLaunched }) {
    if (creatorTokens === null) return unknown('what its creator launched before');
    const { launched, collapsed } = creatorTokens;
    const says = `Its creator launched ${launched} tokens before, ${collapsed} of them lost nearly all liquidity`;
    if (collapsed > maxCollapsed) return refuse(`${says}; ${maxCollapsed} is the limit.`);
    return collapsed > 0 || launched >= warnLaunched ? warn(`${says}.`) : pass(`${says}.`);
  },
});
