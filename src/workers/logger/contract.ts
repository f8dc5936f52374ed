import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';

/** Every log line of the program ends up here; they arrive through shared memory, not through calls. */
export const loggerContract = defineContract({
  name: 'logger',
  calls: {
    /** The last lines, oldest first. */
    tail: call({
      input: z.object({ count: z.int().min(1).max(1000) }),
      output: z.array(z.string()),
      idempotent: true,
    }),
  },
  events: {
    lineWritten: event({ data: z.object({ line: z.string(), level: z.int() }), whenFull: 'shed-oldest' }),
  },
});
