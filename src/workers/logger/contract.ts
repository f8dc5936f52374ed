import { z } from 'zod';
import { call, defineContract, event } from '../../core/contract.ts';

/** Counts the lines of one life of the logger; `life` is another after each restart. */
const place = { life: z.string(), seq: z.int() };

/** Every log line of the program ends up here; they arrive through shared memory, not through calls. */
export const loggerContract = defineContract({
  name: 'logger',
  calls: {
    /** The last lines, oldest first; `seq` is that of the last one. */
    tail: call({
      input: z.object({ count: z.int().min(1).max(1000) }),
      output: z.object({ ...place, lines: z.array(z.string()) }),
      idempotent: true,
    }),
  },
  events: {
    /** One more line than `seq - 1`; a jump says how many were shed on the way. */
    lineWritten: event({
      data: z.object({ ...place, line: z.string(), level: z.int() }),
      whenFull: 'shed-oldest',
    }),
  },
});
