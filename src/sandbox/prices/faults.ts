// What can go wrong with the price feeds when they are told to.
import { z } from 'zod';
import type { FaultDefinitions } from '../member.ts';

export const feedNames = ['jupiter', 'dexscreener', 'birdeye', 'vybe'] as const;
export type FeedName = (typeof feedNames)[number];

const at = z
  .enum(['all', ...feedNames])
  .default('all')
  .describe('At which of the feeds.');

export const priceFaults = {
  away: {
    summary: 'Feeds do not answer.',
    settings: z.strictObject({
      at,
      how: z
        .enum(['status', 'reset'])
        .default('status')
        .describe('With status 503, or by a reset connection.'),
    }),
  },
  slow: {
    summary: 'Feeds answer late.',
    settings: z.strictObject({
      at,
      byMs: z.int().min(1).max(600_000).default(3000).describe('By how much, in ms of real time.'),
    }),
  },
  'too-many': {
    summary: 'Requests are too many.',
    settings: z.strictObject({
      at,
      retryAfterS: z
        .int()
        .min(0)
        .max(3600)
        .default(5)
        .describe('What the header Retry-After says, in seconds.'),
    }),
  },
  wrong: {
    summary: 'Feeds tell wrong prices.',
    settings: z.strictObject({
      at,
      byPercent: z
        .number()
        .min(-99)
        .max(100_000)
        .default(20)
        .describe('Too high, or too low where negative.'),
    }),
  },
  stale: {
    summary: 'Feeds tell again and again what they told when this began.',
    settings: z.strictObject({ at }),
  },
} satisfies FaultDefinitions;

type Faults = typeof priceFaults;

/** The settings of a fault that is on. */
export type PriceFaults = <K extends keyof Faults>(name: K) => z.output<Faults[K]['settings']> | undefined;

/** Of those that are ordered for one feed only, the others know nothing. */
export function faultsOf(faults: PriceFaults, feed: FeedName): PriceFaults {
  return (name) => {
    const settings = faults(name);
    return settings && settings.at !== 'all' && settings.at !== feed ? undefined : settings;
  };
}
