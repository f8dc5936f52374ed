import { z } from 'zod';
import { by } from '../../core/by.ts';
import { call, defineContract } from '../../core/contract.ts';
import { partHealth } from '../../core/health.ts';
import { signerState } from '../../domain/signer.ts';

/** The signer process writes its limits itself, so that they come as they are; `signerLimits` is their form. */
export const toldState = signerState.extend({ limits: z.json().nullable() });
export type ToldState = z.output<typeof toldState>;

const answer = { output: toldState, idempotent: true };
/** Deriving the key of a keystore takes a second, on a busy machine many. */
const DERIVING_MS = 40_000;

/** The way to the signer process, from the main thread, which holds the pipe. */
export const signerContract = defineContract({
  name: 'signer',
  calls: {
    health: call({ output: partHealth.extend({ armed: z.boolean() }), idempotent: true, urgent: true }),
    status: call(answer),
    /** The keystore was changed on disk: loads it again where a passphrase file says how. */
    reload: call({ ...answer, deadlineMs: DERIVING_MS }),
    /** Loads the keystore. Rejects with SIGNER_REFUSED, SIGNER_AWAY, KEYSTORE_MISSING. */
    arm: call({
      ...answer,
      input: z.object({ by, passphrase: z.string().min(1).max(1024) }),
      deadlineMs: DERIVING_MS,
    }),
    /** Withdrawals work from here on for the time of the limits. A code counts once. Rejects with SIGNER_REFUSED, SIGNER_AWAY, SIGNER_UNANSWERED. */
    unlock: call({ input: z.object({ by, code: z.string().regex(/^\d{6}$/) }), output: toldState }),
    lock: call({ ...answer, input: z.object({ by }) }),
    /** 64 bytes. Ask by `askSignature`, which tells what a rejection means. */
    sign: call({
      input: z.object({
        purpose: z.enum(['trade', 'withdrawal']),
        keyId: z.string().min(1).max(64),
        // more than any transaction has: the signer tells why it is too long
        message: z.instanceof(Uint8Array).refine(({ length }) => length <= 1500),
      }),
      output: z.object({ signature: z.instanceof(Uint8Array) }),
      // longer than the signer itself may take, so that its own answer comes first
      deadlineMs: 3000,
      capacity: 64,
    }),
  },
});
