import { z } from 'zod';
import { call, defineContract, event } from '../../src/core/contract.ts';

export const greeterContract = defineContract({
  name: 'greeter',
  calls: {
    /** Asking twice is the same as asking once, so it is repeated when the worker dies. */
    greet: call({ input: z.object({ name: z.string() }), output: z.string(), idempotent: true }),
    /** Ends the worker's thread, to show what happens then. */
    crash: call({}),
  },
  events: {
    greeted: event({ data: z.object({ name: z.string(), total: z.int() }), whenFull: 'block' }),
  },
});
