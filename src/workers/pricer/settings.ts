import { z } from 'zod';

/** The worker's slice of the configuration. */
export const pricerSettings = z.object({
  /** Where the feeds of the sandbox are, the sandbox tells. */
  isSandbox: z.boolean(),
  /** Those that are asked. */
  feeds: z.array(
    z.object({
      name: z.string(),
      /** '' is the feed's own. */
      baseUrl: z.string(),
      /** '' is none. */
      key: z.string(),
      requestsPerMinute: z.int().positive(),
    }),
  ),
  /** Whether the exchange's prices of majors are taken. */
  majors: z.boolean(),
  /** How long the last swap of a pool is its price. */
  poolFreshMs: z.int(),
  disputeBps: z.int(),
  maxTokens: z.int(),
  /** How long a token that was asked for stays of interest; one that was traded a sixth of it. */
  interestMs: z.int(),
  /** Between two questions to a feed about the same token. */
  refreshMs: z.int(),
});

export type PricerSettings = z.output<typeof pricerSettings>;
