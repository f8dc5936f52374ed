import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';

const duration = z.object({ durationMs: z.number() });

export const busyContract = defineContract({
  name: 'busy',
  calls: {
    /** Takes a whole core without a pause. */
    spin: call({ input: duration, deadlineMs: 60_000 }),
    /** Makes garbage without a pause: most of it dies young, some of it old. Answers the MiB it made. */
    churn: call({ input: duration, output: z.number(), deadlineMs: 60_000 }),
  },
});
