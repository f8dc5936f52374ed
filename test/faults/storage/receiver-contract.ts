import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';

export const receiverContract = defineContract({
  name: 'receiver',
  calls: {
    /** Ends the thread when it has handled a message of this key, before it can confirm it. */
    dieAfter: call({ input: z.object({ key: z.string() }) }),
  },
});
