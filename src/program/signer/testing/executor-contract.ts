import { z } from 'zod';
import { call, defineContract } from '../../../core/contract.ts';

/** A worker that has signed what a test tells it. */
export const executorContract = defineContract({
  name: 'executor',
  calls: {
    sign: call({
      input: z.object({
        purpose: z.enum(['trade', 'withdrawal']),
        keyId: z.string(),
        message: z.instanceof(Uint8Array),
        deadlineMs: z.int(),
      }),
      output: z.looseObject({ outcome: z.string() }),
      deadlineMs: 60_000,
      capacity: 1000,
    }),
  },
});
