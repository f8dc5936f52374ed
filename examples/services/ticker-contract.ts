import { z } from 'zod';
import { call, defineContract } from '../../src/core/contract.ts';
import { stream } from '../../src/core/stream/stream-definition.ts';

export const tickerContract = defineContract({
  name: 'ticker',
  calls: {
    run: call({ input: z.object({ ticks: z.int() }) }),
  },
  streams: {
    /** Fixed layout in shared memory: 16 bytes a record, read by other threads without a message each. */
    ticks: stream({ record: z.object({ sequence: z.int(), price: z.number() }) }),
  },
});
