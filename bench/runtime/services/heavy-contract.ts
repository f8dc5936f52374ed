import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';

/** A fixed amount of work, whatever else the machine does meanwhile. */
export function heavyContract(name: string) {
  return defineContract({
    name,
    calls: {
      compute: call({ input: z.object({ rounds: z.int() }), output: z.number(), deadlineMs: 60_000 }),
    },
  });
}
