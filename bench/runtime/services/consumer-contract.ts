import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';

export const consumerContract = defineContract({
  name: 'consumer',
  calls: {
    /** Forgets what came so far and counts up to so many; latencies of records are taken only when asked for. */
    expect: call({ input: z.object({ count: z.int(), isTimed: z.boolean().default(false) }) }),
    /** Answers when all that is expected has come. Times are monotonic ms; NaN for latencies not taken. */
    finished: call({
      output: z.object({
        endedMs: z.number(),
        lost: z.int(),
        p50Ms: z.nan().or(z.number()),
        p99Ms: z.nan().or(z.number()),
      }),
      deadlineMs: 60_000,
    }),
    handled: call({ output: z.int(), urgent: true }),
  },
});
