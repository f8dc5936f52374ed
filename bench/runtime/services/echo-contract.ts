import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';

/** A typical small message: five fields. */
export const quote = z.object({
  symbol: z.string(),
  venue: z.string(),
  price: z.number(),
  sizeBase: z.number(),
  isFirm: z.boolean(),
});

export const echoContract = defineContract({
  name: 'echo',
  calls: {
    echo: call({ input: quote, output: quote, idempotent: true }),
    /** Where a raw port can be sent, for the peer that must run on the very same thread. */
    threadId: call({ output: z.int() }),
    /** Ends the thread at once. */
    crash: call({}),
  },
});
