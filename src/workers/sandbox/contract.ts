import { z } from 'zod';
import { call, defineContract } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';

/** Who asked for a change, and from where, as the audit names them. */
const by = z.object({ actor: z.string().min(1).max(100), address: z.string().max(100) });

const settings = z.record(z.string(), z.json());

const faultState = z.object({
  name: z.string(),
  summary: z.string(),
  isOn: z.boolean(),
  untilMs: z.number().nullable(),
  settings,
  schema: z.json(),
});

export const sandboxState = z.object({
  seed: z.int(),
  speed: z.number(),
  nowMs: z.number(),
  members: z.array(
    z.object({ name: z.string(), summary: z.string(), facts: settings, faults: z.array(faultState) }),
  ),
});
export type SandboxState = z.output<typeof sandboxState>;

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
      input: z.object({
        by,
        fault: z.string().min(1).max(100),
        isOn: z.boolean(),
        forMs: z.int().min(1).max(86_400_000).optional(),
        settings: settings.optional(),
      }),
    }),
    setSpeed: call({ ...answer, input: z.object({ by, speed: z.number().min(0.1).max(1000) }) }),
    /** Every member begins again. */
    setSeed: call({ ...answer, input: z.object({ by, seed: z.int32().min(0) }) }),
  },
});
