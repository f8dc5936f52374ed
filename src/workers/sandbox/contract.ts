import { z } from 'zod';
import { by } from '../../core/by.ts';
import { call, defineContract } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { faultOrder, sandboxSeed, sandboxSpeed, sandboxState } from '../../domain/sandbox.ts';

/** The state as it is then. Doing it twice is the same as once. */
const answer = { output: sandboxState, idempotent: true };

/** The way to the sandbox process, from the main thread, which knows where it runs. Changes are audited before they are made. */
export const sandboxContract = defineContract({
  name: 'sandbox',
  calls: {
    health: call({ output: partHealth, idempotent: true, urgent: true }),
    /** Every call rejects with SANDBOX_AWAY while there is none. */
    status: call(answer),
    /** Rejects with FAULT_UNKNOWN, FAULT_SETTINGS_INVALID. Without `forMs` it stays as it is set. */
    setFault: call({
      ...answer,
      input: faultOrder.extend({ by, fault: z.string().min(1).max(100) }),
    }),
    setSpeed: call({ ...answer, input: z.object({ by, speed: sandboxSpeed }) }),
    /** Every member begins again. */
    setSeed: call({ ...answer, input: z.object({ by, seed: sandboxSeed }) }),
  },
});
