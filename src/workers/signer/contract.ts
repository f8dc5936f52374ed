import { z } from 'zod';
import { call, defineContract } from '../../core/contract.ts';
import { healthStatus } from '../../core/health.ts';

/** none: no keystore; away: its process does not answer; waiting: it asks for the passphrase; armed: it signs trades. */
export const signerState = z.object({
  state: z.enum(['none', 'away', 'waiting', 'armed']),
  says: z.string(),
  keys: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Until withdrawals and export are locked again; 0 while they are. */
  unlockedForMs: z.number(),
});
export type SignerState = z.output<typeof signerState>;

/** The way to the signer process, from the main thread, which holds the pipe. */
export const signerContract = defineContract({
  name: 'signer',
  calls: {
    health: call({
      output: z.object({ status: healthStatus, says: z.string().optional(), armed: z.boolean() }),
      idempotent: true,
      urgent: true,
    }),
    status: call({ output: signerState, idempotent: true }),
    /** The keystore was changed on disk: loads it again where a passphrase file says how. */
    reload: call({ output: signerState, idempotent: true, deadlineMs: 40_000 }),
    /** Loads the keystore. Deriving its key takes a second, on a busy machine many. Rejects with SIGNER_REFUSED, SIGNER_AWAY, KEYSTORE_MISSING. */
    arm: call({
      input: z.object({
        by: z.object({ actor: z.string().min(1).max(100), address: z.string().max(100) }),
        passphrase: z.string().min(1).max(1024),
      }),
      output: signerState,
      idempotent: true,
      deadlineMs: 40_000,
    }),
  },
});
