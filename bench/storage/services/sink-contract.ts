import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';

export const sinkContract = defineContract({
  name: 'sink',
  calls: {
    /** Begins to consume the topic; answers when so many messages were handled. Times are monotonic ms. */
    consume: call({
      input: z.object({ topic: z.string(), count: z.int() }),
      output: z.object({
        startedMs: z.number(),
        endedMs: z.number(),
        /** From `sentMs` in the payload to the handler. */
        latenciesMs: z.array(z.number()),
      }),
      deadlineMs: 60_000,
    }),
  },
});
