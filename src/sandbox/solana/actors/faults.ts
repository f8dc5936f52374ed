// What can be ordered of the market: silence, a rug, a burst.
import { z } from 'zod';
import type { FaultDefinitions } from '../../member.ts';
import { sandboxLeaders } from './leaders.ts';

export const marketFaults = {
  quiet: { summary: 'Nobody acts.', settings: z.strictObject({}) },
  rug: {
    summary: 'The liquidity of a token is pulled, once each time this is switched on.',
    settings: z.strictObject({
      mint: z
        .string()
        .max(44)
        .default('')
        .describe('Of which token; without it the newest whose maker can still do it.'),
    }),
  },
  burst: {
    summary: 'A wallet that is worth following trades many times at once, each time this is switched on.',
    settings: z.strictObject({
      transactions: z.int().min(1).max(40).default(20).describe('How many.'),
      leader: z
        .enum(sandboxLeaders.map(({ label }) => label))
        .default('Scalper')
        .describe('Who.'),
    }),
  },
} satisfies FaultDefinitions;

type Faults = typeof marketFaults;

/** The settings of a fault that is on. */
export type MarketFaults = <K extends keyof Faults>(name: K) => z.output<Faults[K]['settings']> | undefined;

export const calm: MarketFaults = () => undefined;
